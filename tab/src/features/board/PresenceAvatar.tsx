import { makeStyles, PresenceBadge, tokens } from '@fluentui/react-components';
import { initialsOf } from './initials.ts';
import { badgeOf } from './presence-status.ts';
import type { BoardPerson } from './person-words.ts';

const useStyles = makeStyles({
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
  badge: { position: 'absolute', insetInlineEnd: '-2px', bottom: '-2px' },
});

/** A picture of what stands beside it in words, so it is hidden from screen readers. Fluent's own Avatar would be 10 kB more on the first page. */
export function PresenceAvatar({ person }: { readonly person: Pick<BoardPerson, 'name' | 'presence'> }) {
  const styles = useStyles();
  const { name, presence } = person;
  return (
    <span className={styles.avatar} aria-hidden="true">
      {initialsOf(name)}
      {presence ? <PresenceBadge className={styles.badge} size="small" {...badgeOf(presence)} /> : null}
    </span>
  );
}
