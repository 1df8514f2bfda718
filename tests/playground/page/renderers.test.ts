import { expect, test, vi } from 'vitest';
import type { Playground } from '../../../adapters/playground/main.ts';
import { openRoom, withBrowser } from './kit/browser.ts';
import { discord, newest, slack } from './kit/window.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (name: string) => ({ text: plain(name), value: name.toLowerCase() });

/** More of Block Kit than the bot uses today: a renderer must not be in the way of what it uses tomorrow. */
const blocks = [
  { type: 'header', text: plain('Every element') },
  { type: 'divider' },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: 'Some *bold* words for <@U0BO000001>' },
    accessory: {
      type: 'overflow',
      action_id: 'over',
      options: [option('Archive'), option('Mute')],
    },
  },
  { type: 'section', fields: [{ type: 'mrkdwn', text: '*One*' }, plain('Two')] },
  { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A drawing of a flask' },
  {
    type: 'actions',
    block_id: 'acts',
    elements: [
      {
        type: 'button',
        action_id: 'risky',
        text: plain('Delete it'),
        style: 'danger',
        value: 'x',
        confirm: {
          title: plain('Really?'),
          text: plain('It is gone then.'),
          confirm: plain('Do it'),
          deny: plain('Keep it'),
        },
      },
      {
        type: 'multi_static_select',
        action_id: 'many',
        placeholder: plain('Pick some'),
        options: ['Red', 'Green', 'Blue'].map(option),
      },
      { type: 'checkboxes', action_id: 'boxes', options: ['Tea', 'Milk'].map(option) },
      { type: 'radio_buttons', action_id: 'radio', options: ['Left', 'Right'].map(option) },
      { type: 'datepicker', action_id: 'day', initial_date: '2026-11-22' },
      { type: 'users_select', action_id: 'who', placeholder: plain('Pick somebody') },
    ],
  },
];

async function post(url: string, authorization: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  expect(answer).not.toMatchObject({ ok: false });
  expect(response.status).toBe(200);
}

/** What the bot was told last of an element in Slack. */
function lastAction({ slack: stand }: Playground) {
  const actions = stand.exchanges.findLast(({ kind }) => kind === 'interactive')?.sent.actions;
  return Array.isArray(actions) ? actions[0] : undefined;
}

withBrowser('GIVEN what a bot may send beyond today’s', () => {
  const room = openRoom();

  test('WHEN Slack’s elements are used THEN the bot is told the choice in each', async () => {
    const { playground, sit } = await room();
    const { page, watched } = await sit('ada');
    await post(
      `${playground.slack.apiUrl}chat.postMessage`,
      `Bearer ${playground.slack.workspace.bot.token}`,
      {
        channel: 'C0GENERAL1',
        text: 'Every element',
        blocks,
      },
    );
    // The bot answers what it does not know, below: this one stays in view by its heading.
    const message = slack(page).getByRole('listitem').filter({ hasText: 'Every element' });
    await message.getByRole('heading', { name: 'Every element' }).waitFor();
    await message.getByText('@Bo').waitFor();
    await message.getByText('A drawing of a flask').waitFor();
    const told = (expected: object) => expect.poll(() => lastAction(playground)).toMatchObject(expected);

    await message.getByRole('button', { name: 'Delete it' }).click();
    await page.getByRole('dialog', { name: 'Really?' }).getByRole('button', { name: 'Keep it' }).click();
    await message.getByRole('button', { name: 'Delete it' }).click();
    await page.getByRole('dialog', { name: 'Really?' }).getByRole('button', { name: 'Do it' }).click();
    await told({ action_id: 'risky', value: 'x' });
    expect(playground.slack.exchanges.filter(({ kind }) => kind === 'interactive')).toHaveLength(1);

    await message.getByRole('combobox', { name: 'Pick some', exact: true }).press('Enter');
    await message.getByRole('option', { name: 'Red' }).click();
    await message.getByRole('option', { name: 'Blue' }).click();
    await page.keyboard.press('Escape');
    await told({ action_id: 'many', selected_options: [{ value: 'red' }, { value: 'blue' }] });

    await message.getByRole('checkbox', { name: 'Milk' }).check();
    await told({ action_id: 'boxes', selected_options: [{ value: 'milk' }] });
    await message.getByRole('radio', { name: 'Right' }).check();
    await told({ action_id: 'radio', selected_option: { value: 'right' } });
    await message.locator('input[type=date]').fill('2026-12-24');
    await told({ action_id: 'day', selected_date: '2026-12-24' });
    await message.getByRole('combobox', { name: 'Pick somebody' }).click();
    await message.getByRole('option', { name: 'Cleo' }).click();
    await told({ action_id: 'who', selected_user: 'U0CLEO0001' });
    await message.getByRole('button', { name: 'More actions', exact: true }).click();
    await message.getByRole('menuitem', { name: 'Mute' }).click();
    await told({ action_id: 'over', selected_option: { value: 'mute' } });
    expect(watched).toEqual({ strangers: [], complaints: [] });
  });

  test('WHEN Discord’s components are used THEN each is drawn, and a choice of several arrives', async () => {
    const { playground, sit } = await room();
    const { page, watched } = await sit('ada');
    const { discord: stand } = playground;
    const components = [
      {
        type: 17,
        accent_color: 0x3366cc,
        components: [
          { type: 10, content: '# Everything\n> said\n1. one\n2. two\n```\ncode\n```' },
          { type: 14, divider: true, spacing: 2 },
          {
            type: 9,
            components: [{ type: 10, content: 'A section' }],
            accessory: { type: 2, style: 3, label: 'Go', custom_id: 'go' },
          },
          {
            type: 12,
            items: [{ media: { url: 'https://example.com/a.png' }, description: 'A picture of a box' }],
          },
          {
            type: 1,
            components: [
              {
                type: 3,
                custom_id: 'some',
                placeholder: 'Pick two',
                min_values: 2,
                max_values: 2,
                options: ['Red', 'Green', 'Blue'].map((label) => ({ label, value: label })),
              },
            ],
          },
        ],
      },
    ];
    const channel = stand.world.channels.general.id;
    await post(`${stand.apiUrl}/v10/channels/${channel}/messages`, `Bot ${stand.botToken}`, {
      flags: 1 << 15,
      components,
    });
    const message = newest(discord(page));
    await message.getByRole('heading', { name: 'Everything' }).waitFor();
    await message.getByText('A picture of a box').waitFor();
    const border = await page.evaluate(
      'getComputedStyle(document.querySelector(".discord .accented")).borderInlineStartColor',
    );
    expect(border).toBe('rgb(51, 102, 204)');
    await message.getByRole('combobox', { name: 'Pick two' }).click();
    await message.getByRole('option', { name: 'Red' }).click();
    await message.getByRole('option', { name: 'Blue' }).click();
    await page.keyboard.press('Escape');
    await expect
      .poll(() => stand.exchanges.findLast(({ title }) => title === 'some')?.request)
      .toMatchObject({ data: { values: ['Red', 'Blue'] } });
    expect(watched).toEqual({ strangers: [], complaints: [] });
  });

  test('WHEN a modal of Discord is open THEN what is filled in arrives, and a required field is not left empty', async () => {
    const { playground, sit } = await room();
    const { page } = await sit('bo');
    const { discord: stand } = playground;
    const modal = {
      custom_id: 'about',
      title: 'About you',
      components: [
        { type: 18, label: 'Your name', component: { type: 4, custom_id: 'name', style: 1 } },
        {
          type: 18,
          label: 'Your drink',
          description: 'One will do',
          component: {
            type: 3,
            custom_id: 'drink',
            options: ['Tea', 'Milk'].map((label) => ({ label, value: label })),
          },
        },
      ],
    };
    const channel = stand.world.channels.general.id;
    await post(`${stand.apiUrl}/v10/channels/${channel}/messages`, `Bot ${stand.botToken}`, {
      components: [
        { type: 1, components: [{ type: 2, style: 1, label: 'Open the modal', custom_id: 'open' }] },
      ],
      content: 'Press',
    });
    // In the bot's place: it has no modal of its own in Discord.
    stand.useGateway();
    const answerNext = async (body: unknown) => {
      const asked = await vi.waitUntil(() =>
        [...stand.state.interactions.values()].find(({ done, answer }) => !done && answer === undefined),
      );
      await fetch(`${stand.apiUrl}/v10/interactions/${asked.id}/${asked.token}/callback`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    };

    await newest(discord(page)).getByRole('button', { name: 'Open the modal' }).click();
    await answerNext({ type: 9, data: modal });
    const dialog = page.getByRole('dialog', { name: 'About you' });
    await dialog.getByRole('button', { name: 'Submit' }).click();
    // The browser itself holds back a required field that is empty.
    await dialog.getByRole('textbox', { name: /Your name/ }).fill('Bo');
    await dialog.getByRole('combobox', { name: 'Your drink' }).click();
    await dialog.getByRole('option', { name: 'Tea' }).click();
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await answerNext({ type: 6 });
    await dialog.waitFor({ state: 'detached' });
    const sent = stand.exchanges.findLast(({ title }) => title === 'about')?.request;
    expect(sent).toMatchObject({
      data: { components: [{ component: { value: 'Bo' } }, { component: { values: ['Tea'] } }] },
    });
  });
});
