import type { Locator, Page } from '@playwright/test'
import { wake } from './site'

/** A stepping widget as its reader meets it: by the names of its controls and its words. */
export class StepperWidget {
  readonly frame: Locator

  constructor(
    readonly page: Page,
    title: string | RegExp,
  ) {
    this.frame = page.getByRole('group', { name: title })
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true })
  }

  get scrub(): Locator {
    return this.frame.getByRole('slider', { name: 'Step' })
  }

  /** "step 2 of 8" and the sentence, in the polite live region. */
  get line(): Locator {
    return this.frame.locator('[aria-live=polite]')
  }

  field(name: RegExp): Locator {
    return this.frame.getByRole('option', { name })
  }

  /** Waits until the player has taken over from the server's frame: its buttons act. */
  async wake(): Promise<void> {
    await this.frame.scrollIntoViewIfNeeded()
    await wake(this.page)
  }
}
