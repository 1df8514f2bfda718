/**
 * What Slack refuses to exceed.
 * https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/block-kit/composition-objects
 */
export const limits = {
  blocksInMessage: 50,
  blocksInView: 100,
  header: 150,
  /** No limit is published for one rich text; a section's is kept. */
  richText: 3000,
  /** Nowhere published; refused with msg_blocks_too_long from about 13,200 on. https://github.com/slackapi/bolt-js/issues/2509 */
  allText: 12_500,
  context: 2000,
  actions: 25,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  options: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  tableRows: 100,
  tableCharacters: 10_000,
  /** Over 4,000 characters of fallback text Slack advises against. */
  text: 3900,
  viewTitle: 24,
  slashCommands: 50,
} as const;
