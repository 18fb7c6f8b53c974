/** One line to write on. Commands keep their case and are not "corrected". */
export function WrittenLine({
  label,
  placeholder,
  numeric = false,
  prompt = false,
}: {
  readonly label: string
  readonly placeholder?: string | undefined
  readonly numeric?: boolean
  readonly prompt?: boolean
}) {
  return (
    <label className="lab qline">
      {label}
      <span className={prompt ? 'qprompt' : undefined}>
        <input
          className="inp wire"
          name="text"
          type="text"
          inputMode={numeric ? 'decimal' : 'text'}
          placeholder={placeholder}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={500}
        />
      </span>
    </label>
  )
}
