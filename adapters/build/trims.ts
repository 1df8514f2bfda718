/**
 * What is left out of a bundle: a module that is required when a library starts and is never used by us. In its place
 * stands an empty one. The conversation tests run on the bundle, so a module that is needed after all breaks them.
 */
export interface Trim {
  /** A package, or the path of a module inside it. */
  module: RegExp;
  /** Where it is left out; everywhere, where nothing is said. */
  from?: RegExp;
  because: string;
}

/** Left out of everything that holds Bolt. */
const webServer: readonly Trim[] = [
  {
    module: /^express$/,
    because: 'Bolt’s ExpressReceiver extends its router; requests reach Bolt through our own receiver',
  },
  {
    module: /^raw-body$/,
    because: 'read by Bolt’s HTTP receivers; the bytes are read before Bolt sees them',
  },
  { module: /^path-to-regexp$/, because: 'matches custom routes of Bolt’s receivers; there are none' },
  {
    module: /^@slack\/oauth$/,
    because: 'installs an app into many workspaces over the web; one workspace’s token is given here',
  },
  {
    module:
      /\/receivers\/(HTTPReceiver|ExpressReceiver|AwsLambdaReceiver|HTTPModuleFunctions|HTTPResponseAck)$/,
    because: 'Bolt’s own ways in over HTTP; ours verifies the raw bytes and hands the body to Bolt',
  },
];

/** Parts of Slack’s libraries that are required whatever is used of them. */
const unused: readonly Trim[] = [
  {
    module: /^@slack\/types$/,
    because:
      'holds types; what is left of it when it runs tells kinds of metadata apart, of which we send none',
  },
  {
    module: /^\.\/Assistant$/,
    from: /\/@slack\/bolt\//,
    because: 'conversations in the view of Slack’s assistant, which we do not register',
  },
  {
    module: /^\.\/CustomFunction$/,
    from: /\/@slack\/bolt\//,
    because: 'steps of Slack’s workflows, of which we offer none',
  },
  {
    module: /^\.\/conversation-store$/,
    from: /\/@slack\/bolt\//,
    because: 'keeps a conversation’s state between events; it is switched off, our state is in the store',
  },
  {
    module: /^\.\/(chat-stream|file-upload)$/,
    from: /\/@slack\/web-api\//,
    because: 'streams of text and files, of which we send none',
  },
];

/** Left out where nothing holds a connection open. */
const forFunctions: readonly Trim[] = [
  {
    module: /^node:zlib$/,
    from: /\/@slack\/web-api\//,
    because: 'unpacks the files of admin.analytics.getFile, which is never asked for',
  },
  {
    module: /^@slack\/socket-mode$/,
    because:
      'holds a connection open, which a function cannot; it brings undici and a websocket client along',
  },
  {
    module: /\/receivers\/(SocketModeReceiver|SocketModeFunctions|SocketModeResponseAck|custom-routes)$/,
    because: 'Bolt’s way in over Socket Mode',
  },
];

const page: readonly Trim[] = [
  {
    module: /\/playground\/run\.ts$/,
    because: 'the playground and the platforms it plays are for the checkout, where the page is put together',
  },
];

/** What each bundle does without. */
export const trims = {
  app: [...webServer, ...unused, ...page],
  lambda: [...webServer, ...unused, ...forFunctions],
} as const satisfies Record<string, readonly Trim[]>;
