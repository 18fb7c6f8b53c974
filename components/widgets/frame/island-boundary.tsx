'use client'

import { Component, type ReactNode, useEffect } from 'react'

type Props = { readonly textId: string | undefined; readonly children: ReactNode }

/** Keeps a widget's failure to itself. */
export class IslandBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return <Failure textId={this.props.textId} onRetry={() => this.setState({ failed: false })} />
  }
}

/** What stands in a widget's place when it fails: where its text form is, which is opened, and another attempt. */
export function Failure({
  textId,
  onRetry,
}: {
  readonly textId: string | undefined
  readonly onRetry: () => void
}) {
  useEffect(() => {
    if (textId) document.getElementById(textId)?.setAttribute('open', '')
  }, [textId])
  return (
    <div className="wid">
      <div className="notice" role="alert">
        <span>
          This {textId ? 'widget' : 'part'} could not be shown.{' '}
          {textId && <a href={`#${textId}`}>Its steps are below as text.</a>} The rest of the page is not
          affected.
        </span>
        <button type="button" className="btn sm" onClick={onRetry}>
          Try again
        </button>
      </div>
    </div>
  )
}
