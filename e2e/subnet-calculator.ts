import type { FrameLocator, Locator, Page } from '@playwright/test'

/** The subnet calculator as its reader meets it, on its own page or in a frame: by names and words, and by keys alone. */
export class SubnetCalculator {
  readonly frame: Locator

  constructor(
    readonly page: Page,
    readonly place: Page | FrameLocator,
  ) {
    this.frame = place.getByRole('group', { name: 'Subnet calculator' })
  }

  get field(): Locator {
    return this.place.getByRole('textbox', { name: 'Address, network or range' })
  }

  get slider(): Locator {
    return this.place.getByRole('slider', { name: 'Prefix length' })
  }

  /** What the polite live region says. */
  get line(): Locator {
    return this.frame.locator('[aria-live=polite][aria-atomic=true]')
  }

  /** The text version. */
  get twin(): Locator {
    return this.place.locator('#subnet-text')
  }

  answer(name: string): Locator {
    return this.frame
      .locator('dt', { hasText: new RegExp(`^${name}$`) })
      .locator('xpath=following-sibling::dd')
  }

  section(title: string): Locator {
    return this.place.locator('section', { has: this.place.getByRole('heading', { name: title }) })
  }

  /** Replaces what is in a field, key by key. */
  async write(field: Locator, text: string): Promise<void> {
    await field.focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    const [first, ...lines] = text.split('\n')
    await this.page.keyboard.type(first)
    for (const line of lines) {
      await this.page.keyboard.press('Enter')
      await this.page.keyboard.type(line)
    }
  }

  /** Presses a button by key. */
  async press(button: Locator): Promise<void> {
    await button.focus()
    await this.page.keyboard.press('Enter')
  }
}
