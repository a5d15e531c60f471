import { Component, type ReactNode } from 'react';
import { Problem } from '../api/problem.ts';
import { ProblemBar } from '../components/ProblemBar.tsx';

/** A page that failed to draw or to load says so; the navigation stays. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <ProblemBar problem={new Problem('unexpected')} retry={() => window.location.reload()} />;
  }
}
