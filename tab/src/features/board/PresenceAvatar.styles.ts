import { makeStyles, tokens } from '@fluentui/react-components';

export const usePresenceAvatarStyles = makeStyles({
  avatar: {
    position: 'relative',
    flexShrink: 0,
    width: '32px',
    height: '32px',
    borderRadius: tokens.borderRadiusCircular,
    display: 'grid',
    placeItems: 'center',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    backgroundColor: tokens.colorNeutralBackground6,
  },
  badge: { position: 'absolute', insetInlineEnd: 0, bottom: 0 },
});
