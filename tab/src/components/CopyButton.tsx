import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTexts } from '../texts/language.ts';
import { shellTexts } from '../texts/shell.ts';
import { Announce } from './Announce.tsx';

/** Copies a text and says whether that worked: a host may forbid the clipboard to its frames. */
export function CopyButton(props: {
  readonly text: string;
  readonly label: string;
  readonly appearance?: 'primary' | 'secondary';
  readonly onCopied?: () => void;
}) {
  const t = useTexts(shellTexts);
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const words = { ready: '', copied: t.copied, refused: t.copyRefused }[state];
  return (
    <>
      <Button
        appearance={props.appearance ?? 'secondary'}
        onClick={() => {
          void copy(props.text).then((isCopied) => {
            setState(isCopied ? 'copied' : 'refused');
            if (isCopied) props.onCopied?.();
          });
        }}
      >
        {state === 'copied' ? t.copied : props.label}
      </Button>
      {state === 'refused' ? <span>{words}</span> : null}
      <Announce text={words} />
    </>
  );
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
