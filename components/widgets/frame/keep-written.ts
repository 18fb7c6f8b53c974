type Written = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/**
 * What a reader wrote or chose in the fields of an island before its player was there: all that is no longer as the page brought
 * it. The returned function puts it back where the player's arrival replaced it, and tells the player of it as if the reader had
 * just written it: a player that takes over a page does not look at what its fields hold, and would overwrite it when it draws next.
 */
export function keepWritten(element: HTMLElement): () => void {
  const fields = [...element.querySelectorAll<Written>('input, textarea, select')]
  const before = fields.filter(isWritten).map((field) => ({ field, ...stateOf(field) }))
  return () => {
    for (const { field, value, checked } of before) {
      if (!field.isConnected) continue
      const now = stateOf(field)
      // a checkable field is chosen by a click, so that its player hears of it
      if (now.checked !== checked) {
        field.click()
        continue
      }
      if (now.value !== value)
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
      field.dispatchEvent(new Event('input', { bubbles: true }))
      field.dispatchEvent(new Event('change', { bubbles: true }))
    }
  }
}

function stateOf(field: Written): { readonly value: string; readonly checked: boolean } {
  return { value: field.value, checked: field instanceof HTMLInputElement && field.checked }
}

/** Is it other than the page brought it? A radio button that lost its mark is told by the one that has it now. */
function isWritten(field: Written): boolean {
  if (field instanceof HTMLSelectElement) {
    const brought = [...field.options].findIndex(({ defaultSelected }) => defaultSelected)
    return field.selectedIndex !== Math.max(0, brought)
  }
  if (field instanceof HTMLInputElement && field.type === 'file') return (field.files?.length ?? 0) > 0
  if (field instanceof HTMLInputElement && field.type === 'radio')
    return field.checked && !field.defaultChecked
  if (field instanceof HTMLInputElement && field.type === 'checkbox')
    return field.checked !== field.defaultChecked
  return field.value !== field.defaultValue
}
