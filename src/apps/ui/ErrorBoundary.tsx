import { Component, type ReactNode } from 'react'
import { EmptyState } from './EmptyState.tsx'
import { words } from './words.ts'

type Props = {
  readonly children: ReactNode /** A change of it (the page's address) gives the children another try. */
  readonly of?: string
}
type State = { readonly broken: boolean; readonly of: string | undefined }

/** Keeps a broken page from taking the whole app with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { broken: false, of: this.props.of }

  static getDerivedStateFromError(): Partial<State> {
    return { broken: true }
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.of === state.of ? null : { broken: false, of: props.of }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <EmptyState
        title={words.troubles.crashed}
        action={
          <button type="button" className="plain-button primary" onClick={() => window.location.reload()}>
            {words.reload}
          </button>
        }
      >
        {words.troubles.crashedMend}
      </EmptyState>
    )
  }
}
