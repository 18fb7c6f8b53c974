type Written = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/**
 * What a reader wrote or chose in the fields of an island before its player was there. The returned function puts it back where
 * the player's arrival replaced it, as if the reader had just written it.
 */
export function keepWritten(element: HTMLElement): () => void {
  const fields = [...element.querySelectorAll<Written>('input:not([type=file]), textarea, select')]
  const before = fields.map((field) => ({ field, ...stateOf(field) }))
  return () => {
    for (const { field, value, checked } of before) {
      const now = stateOf(field)
      if (!field.isConnected || (now.value === value && now.checked === checked)) continue
      // a checkable field is chosen by a click, so that its player hears of it
      if (now.checked !== checked) field.click()
      else {
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
        field.dispatchEvent(new Event('input', { bubbles: true }))
        field.dispatchEvent(new Event('change', { bubbles: true }))
      }
    }
  }
}

function stateOf(field: Written): { readonly value: string; readonly checked: boolean } {
  return { value: field.value, checked: field instanceof HTMLInputElement && field.checked }
}
