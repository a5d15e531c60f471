import type { Card } from './cards/card.ts';

/** A card to insert, with the row that stands for it in the list. Both texts are plain and have gone through `literal`. */
export interface Found {
  readonly card: Card;
  readonly title: string;
  readonly text: string;
}

interface Attachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: Card;
  readonly preview: {
    readonly contentType: 'application/vnd.microsoft.card.thumbnail';
    readonly content: { readonly title: string; readonly text: string };
  };
}

/** Answer to a `composeExtension/…` invoke (Teams docs: messaging-extensions, respond to search). */
export interface ComposeAnswer {
  readonly composeExtension:
    | {
        readonly type: 'result';
        readonly attachmentLayout: 'list';
        readonly attachments: readonly Attachment[];
      }
    | { readonly type: 'message'; readonly text: string };
}

export function composeResult(found: readonly Found[]): ComposeAnswer {
  return {
    composeExtension: { type: 'result', attachmentLayout: 'list', attachments: found.map(attachmentOf) },
  };
}

/** A sentence in the place of the list. */
export function composeMessage(text: string): ComposeAnswer {
  return { composeExtension: { type: 'message', text } };
}

function attachmentOf({ card, title, text }: Found): Attachment {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: card,
    preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } },
  };
}
