'use client'

import { Component, type ReactNode } from 'react'

type Props = { readonly textId: string; readonly onRetry: () => void; readonly children: ReactNode }

/** Keeps a widget's failure to itself: opens its text form, says so, offers another attempt. */
export class IslandBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch() {
    document.getElementById(this.props.textId)?.setAttribute('open', '')
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div className="wid">
        <div className="notice" role="alert">
          <span>
            This widget could not be shown. Its steps as text are <a href={`#${this.props.textId}`}>below</a>.
            The rest of the page is not affected.
          </span>
          <button
            type="button"
            className="btn sm"
            onClick={() => {
              this.props.onRetry()
              this.setState({ failed: false })
            }}
          >
            Try again
          </button>
        </div>
      </div>
    )
  }
}
