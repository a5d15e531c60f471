import { lazy, Suspense } from 'react';

const AlertDialog = lazy(async () => ({ default: (await import('./AlertDialog.tsx')).AlertDialog }));

export interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  /** Verbs, with what they concern: "Clear 3 mappings", "Keep them". */
  readonly confirmLabel: string;
  readonly keepLabel: string;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}

/** Asks before something that is hard to take back. Mounted only while it asks; loaded when first needed. */
export function ConfirmDialog(props: ConfirmProps) {
  return (
    <Suspense fallback={null}>
      <AlertDialog {...props} />
    </Suspense>
  );
}
