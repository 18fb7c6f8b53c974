import { expect, test } from '@playwright/test'
import { StepperWidget } from './stepper'

test('a reader finds out who gets a packet, binds a socket, and is told why a second one cannot be bound', async ({
  page,
}) => {
  await page.goto('/learn/transport/ports-and-sockets/')
  const figure = new StepperWidget(page, 'Who gets the packet?')
  await figure.wake()
  await figure.scrub.focus()
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight')
  await expect(figure.line).toContainText('only a SYN opens a connection')

  await figure.frame.getByRole('radio', { name: 'An empty server' }).check()
  const bind = figure.frame.getByRole('form', { name: 'Bind a socket' })
  await bind.getByLabel('Address').selectOption('::')
  await bind.getByRole('button', { name: 'Bind' }).press('Enter')
  await expect(figure.line).toContainText('IPv6 and IPv4')
  const send = figure.frame.getByRole('form', { name: 'Send a packet' })
  await send.getByRole('button', { name: 'Send' }).press('Enter')
  await expect(figure.line).toContainText('the listener at [::]:8080 gets it')
  await expect(figure.frame.getByRole('region')).toContainText('[::ffff:192.0.2.80]:8080')

  await bind.getByLabel('Address').selectOption('0.0.0.0')
  await bind.getByRole('button', { name: 'Bind' }).press('Enter')
  await expect(figure.line).toContainText('EADDRINUSE, “Address already in use”')
  await bind.getByLabel('Port').fill('70000')
  await bind.getByRole('button', { name: 'Bind' }).press('Enter')
  await expect(bind.getByRole('alert')).toContainText('70000 is not between 1 and 65535')
})
