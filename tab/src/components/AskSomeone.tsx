import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useFormats, useTexts } from '../texts/language.ts';
import { shellTexts } from '../texts/shell.ts';

/** Whom to ask for what one may not do oneself, and a message that can be sent to them. */
export function AskSomeone(props: {
  readonly names: readonly string[];
  readonly message?: string | undefined;
}) {
  const t = useTexts(shellTexts);
  const formats = useFormats();
  const [copied, setCopied] = useState(false);
  const { message } = props;
  return (
    <>
      {' '}
      {props.names.length > 0 ? t.askOneOf(formats.list(props.names)) : t.askNobody}{' '}
      {message === undefined ? null : (
        <Button
          size="small"
          appearance="transparent"
          onClick={() => {
            void navigator.clipboard.writeText(message).then(() => setCopied(true));
          }}
        >
          {copied ? t.copied : t.copyMessage}
        </Button>
      )}
    </>
  );
}
