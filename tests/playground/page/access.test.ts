import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openRoom, type Seat, withBrowser } from './kit/browser.ts';
import { discord, newest, slack, typeInDiscord, typeInSlack } from './kit/window.ts';

/** What axe-core finds on the page as it stands, the serious and the critical. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: { id: string; impact: string; where: string[] }[] = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map(({ html }) => html.slice(0, 120)) })))`,
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id}: ${where.join(' | ')}`);
}

async function bothCards({ page }: Seat): Promise<void> {
  await typeInSlack(page, '/explain fargate');
  await newest(slack(page)).getByRole('heading', { name: 'AWS Fargate' }).waitFor();
  if (await discord(page).isVisible()) {
    await typeInDiscord(page, '/explain container');
    await newest(discord(page)).getByRole('heading', { name: 'Container', exact: true }).waitFor();
  }
}

withBrowser('GIVEN the page', () => {
  const room = openRoom();

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`WHEN it is ${colorScheme}, with cards, lists and dialogs open THEN axe-core finds no serious fault`, async () => {
      const seat = await (await room()).sit('ada', { colorScheme });
      const { page } = seat;
      await bothCards(seat);
      expect(await faults(page)).toEqual([]);

      await typeInDiscord(page, '/explain zebra crossing paint');
      await newest(discord(page)).getByRole('combobox', { name: 'Choose a topic' }).click();
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press('Escape');

      await slack(page).locator('.composer').getByRole('combobox').fill('/');
      expect(await faults(page)).toEqual([]);

      await newest(slack(page)).getByRole('button', { name: 'Behind the scenes' }).click();
      await page.getByRole('dialog').getByText('Answered in').waitFor();
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press('Escape');

      await slack(page).getByRole('button', { name: 'Explain a concept' }).click();
      await page.getByRole('dialog').getByRole('combobox').fill('e');
      await page.getByRole('option').first().waitFor();
      expect(await faults(page)).toEqual([]);
      // The first shuts the list, the second the dialog.
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await slack(page).getByRole('button', { name: 'Simile' }).click();
      await slack(page).getByRole('button', { name: 'Home', exact: true }).click();
      await slack(page).getByRole('region', { name: 'Home' }).waitFor();
      expect(await faults(page)).toEqual([]);
      await slack(page).getByRole('button', { name: 'general' }).click();
    });
  }

  test('WHEN it is as narrow as a phone THEN one platform is shown at a time, nothing sticks out, and axe-core is content', async () => {
    const seat = await (await room()).sit('bo', { viewport: { width: 390, height: 844 }, hasTouch: true });
    const { page } = seat;
    expect(await discord(page).isVisible()).toBe(false);
    await bothCards(seat);
    expect(await sideways(page)).toBe(0);
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Discord-like' }).click();
    expect(await slack(page).isVisible()).toBe(false);
    await typeInDiscord(page, '/explain ');
    await discord(page).getByRole('alert').waitFor();
    await discord(page).getByRole('combobox', { name: 'concept' }).fill('eks');
    await discord(page).getByRole('button', { name: 'Send' }).click();
    await newest(discord(page)).getByText('Only you can see this').waitFor();
    expect(await sideways(page)).toBe(0);
    expect(await faults(page)).toEqual([]);
  });

  test('WHEN colours are switched THEN the choice stays after a reload', async () => {
    const { page } = await (await room()).sit('ada', { colorScheme: 'light' });
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByRole('button', { name: 'Dark colours' }).click();
    await expect.poll(ground).not.toBe(light);
    const dark = await ground();
    await page.reload();
    await slack(page).waitFor();
    expect(await ground()).toBe(dark);
  });

  test('WHEN only the keyboard is used THEN one can ask, choose, press, look behind, and dismiss', async () => {
    const { page } = await (await room()).sit('cleo');
    const tabTo = async (role: string, name: string | RegExp) => {
      for (let presses = 0; presses < 80; presses += 1) {
        const focused = page.locator(':focus');
        if (
          (await focused.count()) > 0 &&
          (await focused.and(page.getByRole(role as 'button', { name })).count()) > 0
        )
          return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab never reaches ${name}`);
    };
    await tabTo('combobox', 'Message #general');
    await page.keyboard.type('/expl');
    await page.keyboard.press('Enter');
    await page.keyboard.type('CD');
    await page.keyboard.press('Enter');
    await newest(slack(page)).getByRole('heading', { name: 'Which one do you mean?' }).waitFor();
    await tabTo('button', 'Continuous deployment');
    await page.keyboard.press('Enter');
    await newest(slack(page)).getByRole('heading', { name: 'Continuous deployment' }).waitFor();
    await tabTo('button', 'Behind the scenes');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Behind the scenes' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    const side = discord(page);
    await side.locator('.composer').getByRole('combobox').focus();
    await page.keyboard.type('/topics');
    await page.keyboard.press('Enter');
    await side.getByRole('listbox', { name: 'topic' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await newest(side).getByText('Only you can see this').waitFor();
    await tabTo('button', 'Dismiss message');
    await page.keyboard.press('Space');
    await side.getByText('Only you can see this').waitFor({ state: 'detached' });
  });

  test('WHEN people write markup, mentions and scripts THEN all of it is text', async () => {
    const seat = await (await room()).sit('ada');
    const { page, watched } = seat;
    const hostile =
      '<img src=x onerror=alert(1)> *b* <https://example.com|x> [y](https://example.com) <script>z</script>';
    await typeInSlack(page, hostile);
    await typeInDiscord(page, hostile);
    await typeInSlack(page, `/explain ${hostile}`);
    await typeInDiscord(page, `/explain ${hostile}`);
    await newest(slack(page)).getByText('Only visible to you').waitFor();
    await newest(discord(page)).getByText('Only you can see this').waitFor();
    for (const side of [slack(page), discord(page)]) {
      expect(await side.locator('img, script').count()).toBe(0);
      expect(await newest(side).getByText('<img src=x onerror=alert(1)>').count()).toBe(1);
      expect(await newest(side).locator('a[href*="example.com"]').count()).toBe(0);
    }
    expect(watched.complaints).toEqual([]);
  });

  test('WHEN all of it is used THEN no rule of the Content-Security-Policy breaks and nothing leaves this machine', async () => {
    const seat = await (await room()).sit('bo');
    const { page, watched } = seat;
    await bothCards(seat);
    await newest(slack(page)).getByRole('button', { name: 'Share with the channel' }).click();
    await newest(discord(page)).getByRole('button', { name: 'Tell me more' }).click();
    await newest(discord(page)).getByRole('button', { name: 'Behind the scenes' }).click();
    await page.getByRole('dialog').getByText('Answered in').waitFor();
    const policy = (await page.request.get(page.url())).headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(watched).toEqual({ strangers: [], complaints: [] });
  });
});

/** How many pixels the page can be moved sideways. */
function sideways(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
