/**
 * Slack's limits. Characters are UTF-16 units, times are milliseconds. Pages are under docs.slack.dev.
 * What no page states is marked; what Slack truncates silently is refused here, since a bot must not rely on it.
 */
export const limits = {
  // reference/methods/chat.postMessage, messaging/formatting-message-text
  text: 40_000,
  messageBlocks: 50,
  // Not documented: measured between 13,172 and 13,297 in github.com/slackapi/bolt-js/issues/2509.
  messageBlocksText: 13_200,
  // reference/views/modal-views, reference/views/home-tab-views
  viewBlocks: 100,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3_000,
  viewBytes: 250_000,
  viewStack: 3,
  // reference/block-kit/blocks
  id: 255,
  sectionText: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  header: 150,
  contextElements: 10,
  contextActions: 5,
  actionsElements: 25,
  markdown: 12_000,
  imageText: 2_000,
  inputLabel: 2_000,
  imageUrl: 3_000,
  alertText: 200,
  // reference/block-kit/blocks/table-block
  tablesInMessage: 1,
  tableRows: 100,
  tableCells: 20,
  tableText: 10_000,
  // reference/block-kit/block-elements
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  accessibilityLabel: 75,
  placeholder: 150,
  selectOptions: 100,
  overflowOptions: 5,
  choiceOptions: 10,
  inputText: 3_000,
  // reference/block-kit/composition-objects
  textObject: 3_000,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  // interactivity/handling-user-interaction
  ackMs: 3_000,
  triggerMs: 3_000,
  responseUrlUses: 5,
  responseUrlMs: 30 * 60_000,
  // apis/events-api: at once, after a minute, after five
  eventRetriesMs: [0, 60_000, 300_000],
  // apis/events-api/using-socket-mode
  sockets: 10,
  // apis/web-api/rate-limits: about one message a second in a channel
  channelMessageMs: 1_000,
} as const;
