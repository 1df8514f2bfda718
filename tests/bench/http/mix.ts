import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeAction } from '../../../src/replies/encoding.ts';
import { type Signed, signedDiscord, signedSlack } from './signed.ts';

/** What people send: answers, a comparison, a misspelling, choices and what nobody knows. */
const QUESTIONS = ['lambda', 'what is a container?', 'ecs vs eks', 'kubernets', 'CD', 'zebra crossing', 's3'];
const MORE = encodeAction({ label: '', command: 'more', options: { concept: 'aws-lambda' } });

const sample = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../contracts/samples/${name}.json`), 'utf8'));
const slack = {
  command: sample('slack.slash-command').body,
  press: sample('slack.block-actions.ephemeral').payload,
  suggestion: sample('slack.block-suggestion').payload,
};
const discord = {
  command: sample('discord.command.guild').body,
  press: sample('discord.component.button').body,
  autocomplete: sample('discord.autocomplete').body,
};

/** What a menu is searched for; something is found for each. */
const BEGINNINGS = ['lam', 'con', 'ku', 's3'];
const question = (index: number) => QUESTIONS[index % QUESTIONS.length] ?? '';

const beginning = (index: number) => BEGINNINGS[index % BEGINNINGS.length] ?? '';

/** Of ten: seven commands, two presses, one menu that is being typed in. `responseUrl` hears what presses lead to. */
export function slackRequest(index: number, responseUrl: string): Signed {
  const trigger_id = `${index}.2000000000002.0123456789abcdef0123456789abcdef`;
  const payload = (value: object) => signedSlack({ payload: JSON.stringify(value) });
  switch (index % 10) {
    case 3:
    case 7:
      return payload({
        ...slack.press,
        trigger_id,
        response_url: responseUrl,
        actions: [{ ...slack.press.actions[0], value: MORE }],
      });
    case 9:
      return payload({ ...slack.suggestion, value: beginning(index) });
    default:
      return signedSlack({ ...slack.command, trigger_id, text: question(index) });
  }
}

/** The same of Discord. */
export function discordRequest(index: number): Signed {
  const id = String(1_100_000_000_000_000_000n + BigInt(index));
  const data = (name: string) => ({
    ...discord.command.data,
    name: 'explain',
    options: [{ type: 3, name: 'concept', value: name }],
  });
  switch (index % 10) {
    case 3:
    case 7:
      return signedDiscord({ ...discord.press, id, data: { ...discord.press.data, custom_id: MORE } });
    case 9: {
      const options = [{ type: 3, name: 'concept', value: beginning(index), focused: true }];
      return signedDiscord({ ...discord.autocomplete, id, data: { ...discord.autocomplete.data, options } });
    }
    default:
      return signedDiscord({ ...discord.command, id, data: data(question(index)) });
  }
}
