import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useTexts } from '../texts/language.ts';
import { shellTexts } from '../texts/shell.ts';
import type { PanelProps } from './Panel.tsx';
import { useWide } from './use-wide.ts';

const useStyles = makeStyles({
  panel: { maxWidth: '100vw', overflowWrap: 'anywhere' },
  footer: { flexWrap: 'wrap' },
});

export function DrawerPanel({ title, onClose, children, footer }: PanelProps) {
  const styles = useStyles();
  const t = useTexts(shellTexts);
  const isWide = useWide();
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const { current } = opener;
    return () => {
      if (current instanceof HTMLElement && current.isConnected) current.focus();
    };
  }, []);
  return (
    <OverlayDrawer
      open
      position="end"
      size={isWide ? 'medium' : 'full'}
      className={styles.panel}
      onOpenChange={(_event, { open }) => {
        if (!open) onClose();
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button appearance="subtle" aria-label={t.close} icon={<DismissRegular />} onClick={onClose} />
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>{children}</DrawerBody>
      {footer ? <DrawerFooter className={styles.footer}>{footer}</DrawerFooter> : null}
    </OverlayDrawer>
  );
}
