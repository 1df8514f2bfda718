import { expect, test } from 'vitest';
import { openRoom, withBrowser } from './kit/browser.ts';
import { discord, newest, slack, typeInDiscord, typeInSlack } from './kit/window.ts';

withBrowser('GIVEN the playground in a browser', () => {
  const room = openRoom();

  test('WHEN Ada asks in Slack THEN the card is hers alone, and she can dismiss it', async () => {
    const { sit } = await room();
    const [ada, bo] = [await sit('ada'), await sit('bo')];
    await typeInSlack(ada.page, '/explain fargate');
    const card = newest(slack(ada.page));
    await card.getByText('Only visible to you').waitFor();
    await card.getByRole('heading', { name: 'AWS Fargate' }).waitFor();
    expect(await card.getByRole('columnheader').allTextContents()).toEqual(['In the likeness', 'In reality']);
    expect(await slack(bo.page).getByRole('heading', { name: 'AWS Fargate' }).count()).toBe(0);

    await card.getByRole('button', { name: 'Dismiss' }).click();
    await slack(ada.page).getByRole('heading', { name: 'AWS Fargate' }).waitFor({ state: 'detached' });
  });

  test('WHEN she shares the card THEN it appears in Bo’s window while he looks', async () => {
    const { sit } = await room();
    const [ada, bo] = [await sit('ada'), await sit('bo')];
    await typeInSlack(ada.page, '/explain s3');
    await newest(slack(ada.page)).getByRole('button', { name: 'Share with the channel' }).click();
    await newest(slack(bo.page)).getByRole('heading', { name: 'Amazon S3', exact: true }).waitFor();
    expect(await newest(slack(bo.page)).getByText('Only visible to you').count()).toBe(0);
  });

  test('WHEN Bo presses a button under what Ada shared THEN the answer is his alone', async () => {
    const { sit } = await room();
    const [ada, bo] = [await sit('ada'), await sit('bo')];
    await typeInDiscord(ada.page, '/explain docker');
    await newest(discord(ada.page)).getByRole('button', { name: 'Share with the channel' }).click();
    const shared = newest(discord(bo.page));
    await shared.getByRole('heading', { name: 'Docker', exact: true }).waitFor();
    await shared.getByRole('button', { name: 'Tell me more' }).click();
    await newest(discord(bo.page)).getByText('Only you can see this').waitFor();
    await newest(discord(bo.page)).getByRole('button', { name: 'Dismiss message' }).click();
    await discord(bo.page).getByText('Only you can see this').waitFor({ state: 'detached' });
  });

  test('WHEN a name means several things THEN a choice comes, and a press on one of them answers', async () => {
    const { page } = await (await room()).sit('cleo');
    await typeInSlack(page, '/explain CD');
    const choice = newest(slack(page));
    await choice.getByRole('heading', { name: 'Which one do you mean?' }).waitFor();
    await choice.getByRole('button', { name: 'Continuous delivery' }).click();
    await newest(slack(page)).getByRole('heading', { name: 'Continuous delivery' }).waitFor();
  });

  test('WHEN an option is typed in Discord THEN the bot completes it, and Enter takes what is shown first', async () => {
    const { page } = await (await room()).sit('ada');
    const composer = discord(page).locator('.composer');
    await composer.getByRole('combobox').fill('/ex');
    await discord(page).getByRole('option', { name: '/explain' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('kuberne');
    await composer.getByRole('option').first().waitFor();
    const first = await composer.getByRole('option').first().textContent();
    await page.keyboard.press('Enter');
    expect(await composer.getByRole('combobox').first().inputValue()).toBe(first);
    await page.keyboard.press('Enter');
    await newest(discord(page))
      .getByRole('heading', { level: 4, name: first ?? '' })
      .waitFor();
  });

  test('WHEN a command is begun in Slack THEN the list shows it with its usage hint', async () => {
    const { page } = await (await room()).sit('ada');
    const field = slack(page).locator('.composer').getByRole('combobox');
    await field.fill('/com');
    const option = slack(page).getByRole('option');
    expect(await option.allTextContents()).toEqual([expect.stringMatching(/^\/compare \[first\]/)]);
    await field.press('Tab');
    expect(await field.inputValue()).toBe('/compare ');
    await field.pressSequentially('ecs vs eks');
    await field.press('Enter');
    await newest(slack(page))
      .getByRole('cell', { name: /control plane|Kubernetes/i })
      .first()
      .waitFor();
  });

  test('WHEN nothing is found THEN a topic can be picked from the menu, on both platforms', async () => {
    const { page } = await (await room()).sit('bo');
    await typeInSlack(page, '/explain zebra crossing paint');
    await typeInDiscord(page, '/explain zebra crossing paint');
    for (const side of [slack(page), discord(page)]) {
      await newest(side).getByRole('combobox', { name: 'Choose a topic' }).click();
      const option = newest(side).getByRole('option').nth(1);
      const topic = await option.textContent();
      await option.click();
      await newest(side)
        .getByRole('heading', { name: topic ?? '' })
        .waitFor();
    }
  });

  test('WHEN the bot is mentioned in Slack THEN it answers in a thread for all, and more can be asked there', async () => {
    const { sit } = await room();
    const [ada, cleo] = [await sit('ada'), await sit('cleo')];
    await typeInSlack(ada.page, '@simile what is a pod?');
    await newest(slack(cleo.page)).getByRole('button', { name: '1 reply' }).click();
    const thread = slack(cleo.page).getByRole('log', { name: 'Messages in #general' });
    await thread.getByRole('heading', { name: 'Pod', exact: true }).waitFor();
    await typeInSlack(cleo.page, '@simile what is a node?');
    await thread.getByRole('heading', { name: 'Node', exact: true }).waitFor();
  });

  test('WHEN a channel is without the bot THEN a mention says how to bring it in', async () => {
    const { page } = await (await room()).sit('ada');
    await slack(page).getByRole('button', { name: 'random' }).click();
    await slack(page).getByRole('combobox', { name: 'Message #random' }).waitFor();
    await typeInSlack(page, '@simile vpc');
    await page.getByRole('status').getByText('/invite @simile').waitFor();
  });

  test('WHEN one writes to the bot directly THEN it answers there, and its Home tab can be opened', async () => {
    const { page } = await (await room()).sit('bo');
    await slack(page).getByRole('button', { name: 'Simile' }).click();
    await slack(page).getByRole('combobox', { name: 'Message Simile' }).waitFor();
    await typeInSlack(page, 'what is a container?');
    await newest(slack(page)).getByRole('heading', { name: 'Container', exact: true }).waitFor();
    await slack(page).getByRole('button', { name: 'Home', exact: true }).click();
    const home = slack(page).getByRole('region', { name: 'Home' });
    await home.getByRole('button', { name: 'Explain Lambda' }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'AWS Lambda' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('WHEN "Explain this message" is picked THEN what others wrote is explained, on both platforms', async () => {
    const { sit } = await room();
    const [bo, cleo] = [await sit('bo'), await sit('cleo')];
    await typeInSlack(bo.page, 'Does anybody know what Fargate is?');
    await typeInDiscord(bo.page, 'Does anybody know what Fargate is?');
    for (const side of [slack(cleo.page), discord(cleo.page)]) {
      const said = side.getByRole('listitem').filter({ hasText: 'Does anybody know' });
      await said.hover();
      await said.getByRole('button', { name: 'More actions on this message' }).click();
      await side.getByRole('menuitem', { name: 'Explain this message' }).click();
      await newest(side).getByRole('heading', { name: 'AWS Fargate' }).waitFor();
    }
  });

  test('WHEN the shortcut asks in a modal THEN typing searches, an empty one is refused, and the answer comes there', async () => {
    const { page } = await (await room()).sit('ada');
    await slack(page).getByRole('button', { name: 'Explain a concept' }).click();
    const modal = page.getByRole('dialog', { name: 'Explain a concept' });
    await modal.getByRole('button', { name: 'Explain' }).click();
    await modal.getByRole('alert').waitFor();
    await modal.getByRole('combobox').fill('kubelet');
    await modal.getByRole('option', { name: 'kubelet' }).click();
    await modal.getByRole('button', { name: 'Explain' }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'kubelet' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('WHEN one looks behind a message THEN the request, the payload, the time and the limits are there', async () => {
    const { page } = await (await room()).sit('ada');
    await typeInSlack(page, '/explain lambda');
    await newest(slack(page)).getByRole('heading', { name: 'AWS Lambda' }).waitFor();
    await newest(slack(page)).hover();
    await newest(slack(page)).getByRole('button', { name: 'Behind the scenes' }).click();
    const scenes = page.getByRole('dialog', { name: 'Behind the scenes' });
    await scenes.getByText(/^Answered in (under )?\d+ ms\.$/).waitFor();
    expect(await scenes.getByLabel('The request that went in').textContent()).toContain(
      '"command": "/explain"',
    );
    expect(await scenes.getByLabel('The payload that came out').textContent()).toContain('"type": "header"');
    expect(await scenes.getByText(/ of 50$/).textContent()).toMatch(/^\d+ of 50$/);
    await scenes.getByText('Within the limits').waitFor();
  });

  test('WHEN the person is switched THEN what was only for the one before is gone', async () => {
    const { page } = await (await room()).sit('ada');
    await typeInSlack(page, '/explain iam');
    await newest(slack(page)).getByText('Only visible to you').waitFor();
    await page.getByRole('link', { name: 'Cleo' }).click();
    await slack(page).getByRole('heading', { name: 'AWS IAM' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('person')).toBe('cleo');
  });

  test('WHEN the clock is moved by days THEN what was planned for them has come on its day, for everybody', async () => {
    const { playground, sit } = await room();
    const [ada, bo] = [await sit('ada'), await sit('bo')];
    await typeInSlack(ada.page, '/daily on 9:30 Europe/Berlin weekdays');
    await newest(slack(ada.page)).getByText('The daily concept is on').waitFor();
    // Over any weekend.
    for (let day = 0; day < 3; day += 1) {
      const before = playground.now();
      await ada.page.getByRole('combobox', { name: 'Move the clock' }).click();
      await ada.page.getByRole('option', { name: '1 day ahead' }).click();
      await expect
        .poll(() => playground.now() - before, { timeout: 5_000 })
        .toBeGreaterThanOrEqual(24 * 60 * 60 * 1000);
    }
    await slack(bo.page).getByText('Concept of the day').first().waitFor();
  });
});
