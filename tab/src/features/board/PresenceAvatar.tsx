import { PresenceBadge } from '@fluentui/react-components';
import { initialsOf } from './initials.ts';
import { badgeOf } from './presence-status.ts';
import type { BoardPerson } from './person-words.ts';
import { usePresenceAvatarStyles } from './PresenceAvatar.styles.ts';

/** A picture of what stands beside it in words, so it is hidden from screen readers. Fluent's own Avatar would be 10 kB more on the first page. */
export function PresenceAvatar({ person }: { readonly person: Pick<BoardPerson, 'name' | 'presence'> }) {
  const styles = usePresenceAvatarStyles();
  const { name, presence } = person;
  return (
    <span className={styles.avatar} aria-hidden="true">
      {initialsOf(name)}
      {presence ? <PresenceBadge className={styles.badge} size="small" {...badgeOf(presence)} /> : null}
    </span>
  );
}
