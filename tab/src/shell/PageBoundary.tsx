import { Component, type ReactNode } from 'react';
import { isServed } from '../api/is-served.ts';
import { Problem } from '../api/problem.ts';
import { Page } from '../components/Page.tsx';
import { ProblemBar } from '../components/ProblemBar.tsx';

interface Failure {
  /** The page's script did not come: the server is gone, or a newer version took the place of this one. */
  readonly isUnloaded: boolean;
}

/** A page that failed to draw or to load says so; the navigation stays. */
export class PageBoundary extends Component<
  { readonly title: string; readonly children: ReactNode },
  { readonly failure: Failure | null }
> {
  override state: { readonly failure: Failure | null } = { failure: null };

  static getDerivedStateFromError(cause: unknown): { readonly failure: Failure } {
    // Browsers name no kind of error for it: "Failed to fetch dynamically imported module", "error loading …", "Importing a module script failed".
    const isUnloaded = cause instanceof TypeError && /import|loading|module/i.test(cause.message);
    return { failure: { isUnloaded } };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    const problem = new Problem(failure.isUnloaded ? 'server_gone' : 'unexpected');
    return (
      <Page title={this.props.title}>
        <ProblemBar problem={problem} retry={() => void reloadWhenServed()} />
      </Page>
    );
  }
}

async function reloadWhenServed(): Promise<void> {
  if (await isServed()) window.location.reload();
}
