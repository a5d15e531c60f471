import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  OverlayDrawer,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTexts } from '../texts/language.ts';
import { shellTexts } from '../texts/shell.ts';
import type { PanelProps } from './Panel.tsx';
import { useReturnToPage } from './use-return-to-page.ts';
import { useWide } from './use-wide.ts';
import { useDrawerStyles } from './DrawerPanel.styles.ts';

export function DrawerPanel({ title, onClose, children, footer }: PanelProps) {
  const styles = useDrawerStyles();
  const t = useTexts(shellTexts);
  const isWide = useWide();
  useReturnToPage();
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
