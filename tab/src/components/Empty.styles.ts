import { makeStyles, tokens } from '@fluentui/react-components';

export const useEmptyStyles = makeStyles({
  empty: {
    display: 'grid',
    justifyItems: 'start',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXL} 0`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '60ch' },
});
