import type { KeyboardEvent } from 'react';

/** J and K walk through the rows, A takes and S skips the one with the focus. A row is an element with `data-row`; the focus goes to the first thing
 *  in it that takes one. Letters typed into a field stay letters. */
export function reviewKeys(onTake: (rowId: string, isTaken: boolean) => void) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const { key, currentTarget, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || isText(target)) return;
    const rows = [...currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
    const here = target instanceof Element ? rows.findIndex((row) => row.contains(target)) : -1;
    switch (key.toLowerCase()) {
      case 'j':
        focusRow(rows[here + 1]);
        break;
      case 'k':
        focusRow(rows[here - 1]);
        break;
      case 'a':
      case 's': {
        const id = rows[here]?.dataset['row'];
        if (id === undefined) return;
        onTake(id, key.toLowerCase() === 'a');
        break;
      }
      default:
        return;
    }
    event.preventDefault();
  };
}

function focusRow(row: HTMLElement | undefined): void {
  row?.querySelector<HTMLElement>('input, button, a, [tabindex]')?.focus();
}

function isText(target: EventTarget): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.type !== 'checkbox';
}
