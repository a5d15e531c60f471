import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSession } from '../api/session.ts';
import { hrefOf } from '../shell/path.ts';

/** A link to a place on another static tab of ours. Teams changes the tab; where it cannot, the address does. */
export function ScreenLink(props: {
  readonly screen: 'board' | 'dispatch' | 'admin';
  readonly path: string;
  readonly children: ReactNode;
}) {
  const { host } = useSession();
  const href = `?screen=${props.screen}${hrefOf(props.path)}`;
  return (
    <Link
      href={href}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void host.openScreen(props.screen, props.path).then((went) => {
          if (!went) window.location.assign(href);
        });
      }}
    >
      {props.children}
    </Link>
  );
}
