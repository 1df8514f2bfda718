/**
 * Discord's limits, in one table. Each group names its page under https://discord.com/developers/docs/.
 * Lengths are Unicode code points; times are milliseconds.
 */
export const LIMITS = {
  /** interactions/receiving-and-responding */
  interaction: { answerMs: 3_000, tokenMs: 15 * 60_000, followupsWhereNotMember: 5 },
  /** resources/message. "the past few minutes" of a nonce is not given a number; three are taken. */
  message: { content: 2_000, embeds: 10, nonce: 25, nonceMs: 3 * 60_000, mentions: 100 },
  /** resources/message#embed-object-embed-limits */
  embed: {
    title: 256,
    description: 4_096,
    fields: 25,
    fieldName: 256,
    fieldValue: 1_024,
    footer: 2_048,
    author: 256,
    total: 6_000,
  },
  /** components/reference */
  component: {
    rows: 5,
    total: 40,
    text: 4_000,
    customId: 100,
    buttonsInRow: 5,
    buttonLabel: 80,
    url: 512,
    sectionTexts: 3,
    mediaItems: 10,
    mediaDescription: 1_024,
    options: 25,
    optionLabel: 100,
    optionValue: 100,
    optionDescription: 100,
    placeholder: 150,
    colour: 0xffffff,
  },
  /**
   * Not on a documentation page: discord/discord-api-docs#8554 measured that a components-v2 message answers
   * 500 once the UTF-8 bytes of its text displays + 12 for each pass this.
   */
  componentBytes: { total: 10_170, each: 12 },
  /** components/reference#label, #text-input; interactions/receiving-and-responding (title, 1-5 components) */
  modal: { title: 45, components: 5, label: 45, description: 100, text: 4_000, placeholder: 100 },
  /** interactions/application-commands */
  command: {
    chatInput: 100,
    user: 15,
    message: 15,
    createsPerDay: 200,
    name: 32,
    description: 100,
    options: 25,
    choices: 25,
    choiceName: 100,
    choiceValue: 100,
    stringLength: 6_000,
    total: 8_000,
  },
  /** resources/channel#start-thread-from-message */
  thread: { name: 100 },
} as const;

/** Message flags (resources/message#message-object-message-flags). */
export const FLAGS = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

/** The locales Discord knows (reference#locales). A localization under any other key is refused. */
export const LOCALES: readonly string[] =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  );
