import { createDOMRenderer, RendererProvider } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { readPageFacts } from './teams/page-facts.ts';

// Components insert their styles at run time; under our content policy they need the nonce of this very answer.
const renderer = createDOMRenderer(document, {
  styleElementAttributes: { nonce: readPageFacts().nonce },
});
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <RendererProvider renderer={renderer} targetDocument={document}>
    <App />
  </RendererProvider>,
);
