import { useState } from 'react';
import { Panel } from '../../components/Panel.tsx';
import { keyTexts } from '../../texts/keys.ts';
import { useTexts } from '../../texts/language.ts';
import { KeyForm, type MadeKey } from './KeyForm.tsx';
import { KeySecret } from './KeySecret.tsx';

/** Makes a key and shows its secret once. A panel with a secret that nobody copied closes at the second try. */
export function NewKeyPanel(props: {
  readonly scopes: readonly string[];
  readonly onMade: () => void;
  readonly onClose: () => void;
}) {
  const t = useTexts(keyTexts);
  const [made, setMade] = useState<MadeKey | null>(null);
  const [isCopied, setIsCopied] = useState(false);
  const [isWarned, setIsWarned] = useState(false);

  function close(): void {
    if (made === null || isCopied || isWarned) props.onClose();
    else setIsWarned(true);
  }
  return (
    <Panel title={made ? t.secretPanel(made.key.name) : t.panel} onClose={close}>
      {made ? (
        <KeySecret
          secret={made.secret}
          isWarned={isWarned && !isCopied}
          onCopied={() => setIsCopied(true)}
          onClose={close}
        />
      ) : (
        <KeyForm
          scopes={props.scopes}
          onCancel={props.onClose}
          onMade={(answer) => {
            setMade(answer);
            props.onMade();
          }}
        />
      )}
    </Panel>
  );
}
