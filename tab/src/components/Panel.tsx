import { lazy, type ReactNode, Suspense } from 'react';

const DrawerPanel = lazy(async () => ({ default: (await import('./DrawerPanel.tsx')).DrawerPanel }));

export interface PanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the foot. */
  readonly footer?: ReactNode;
}

/** A panel beside the list it belongs to; it fills the page below 640 px. Loaded when first opened. The focus goes back to the opener when it closes. */
export function Panel(props: PanelProps) {
  return (
    <Suspense fallback={null}>
      <DrawerPanel {...props} />
    </Suspense>
  );
}
