import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registrations } from '../../adapters/discord/registration.ts';
import { checkCommands } from '../../adapters/playground/discord/check/commands.ts';
import { bot } from '../content.ts';
import { type DiscordConversation, show, talkOnDiscord } from '../kit/discord.ts';

const simile = bot();

describe.each(['http', 'gateway'] as const)('Discord over %s', (way) => {
  let ada: DiscordConversation;
  beforeEach(async () => {
    ada = await talkOnDiscord(simile, way);
  });
  afterEach(async () => {
    expect(ada.complaints()).toEqual([]);
    await ada.close();
  });

  const people = () => ada.discord.world.people;
  const general = () => ada.discord.world.channels.general.id;

  async function choices(text: string): Promise<string[]> {
    const outcome = await ada.discord.complete(
      people().ada.id,
      general(),
      'explain',
      { concept: text },
      'concept',
    );
    return outcome.kind === 'choices' ? outcome.choices.map((choice) => String(choice.value)) : [];
  }

  test('GIVEN nothing typed yet WHEN the option opens THEN the first concepts of the learning order are offered', async () => {
    const first = simile.catalog.concepts.slice(0, 25).map((concept) => concept.id);
    expect(await choices('')).toEqual(first);
  });

  test('GIVEN a name being typed WHEN it is half there or misspelt THEN the concept is offered first', async () => {
    expect((await choices('lamb'))[0]).toBe('aws-lambda');
    expect((await choices('kubernets'))[0]).toBe('kubernetes');
  });

  test('GIVEN a direct message to the bot WHEN a command is typed there THEN it is answered', async () => {
    const channel = ada.discord.dmWith(people().bo.id);
    const outcome = await ada.discord.slash(people().bo.id, channel, 'explain', { concept: 'container' });
    expect(outcome.kind).toBe('message');
  });

  test('GIVEN a server the bot is not in WHEN somebody who installed it for themselves asks THEN it is answered', async () => {
    ada.discord.install(people().ada.id);
    const { lobby } = ada.discord.world.channels;
    const outcome = await ada.discord.slash(people().ada.id, lobby.id, 'explain', { concept: 'container' });
    expect(outcome.kind).toBe('message');
  });

  test('GIVEN a message somebody wrote WHEN "Explain this message" is picked on it THEN the picker alone reads what it is about', async () => {
    const written = ada.discord.say(people().bo.id, general(), 'we should put a load balancer in front');
    const outcome = await ada.discord.messageMenu(people().ada.id, written.id, 'Explain this message');
    if (outcome.kind !== 'message') throw new Error(outcome.kind);
    expect(outcome.ephemeral).toBe(true);
    expect(show(outcome.message, true).text).toContain('Load balancing');
  });

  test('GIVEN the commands are registered WHEN the bot starts again THEN nothing is sent again', async () => {
    const puts = () =>
      ada.discord.exchanges.filter((one) => one.title.startsWith('PUT') && one.title.includes('commands'))
        .length;
    expect(puts()).toBe(1);
    await ada.restart();
    expect(puts()).toBe(1);
  });

  if (way === 'http') {
    test('GIVEN Discord probes the endpoint with bad signatures WHEN it does so later again THEN it stays', async () => {
      const probes = await ada.discord.ping();
      expect(probes.length).toBeGreaterThan(1);
      expect(probes.filter((probe) => !probe.ok)).toEqual([]);
    });
  }
});

test('GIVEN the table of commands WHEN it is registered THEN Discord would take it', () => {
  expect(checkCommands(registrations(simile.commands))).toEqual([]);
});
