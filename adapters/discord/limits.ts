/**
 * What Discord refuses to exceed.
 * https://discord.com/developers/docs/components/reference and https://discord.com/developers/docs/interactions/application-commands
 */
export const limits = {
  /** Nested ones count. */
  components: 40,
  /** Over all text displays of a message. */
  text: 4000,
  buttonsInRow: 5,
  buttonLabel: 80,
  buttonUrl: 512,
  selectOptions: 25,
  optionLabel: 100,
  placeholder: 150,
  choices: 25,
  choiceName: 100,
} as const;
