import { isObject, type Json } from './check/checker.ts';
import { FLAGS } from './limits.ts';
import type { Interaction, State, WireMessage } from './state.ts';
import type { Channel, Guild, Person } from './world.ts';

/** Objects as Discord sends them; the shapes are those of the contract samples and discord-api-types. */

export function wireUser(person: Person): Json {
  return {
    id: person.id,
    username: person.username,
    discriminator: '0',
    global_name: person.globalName,
    avatar: null,
    avatar_decoration_data: null,
    public_flags: 0,
    clan: null,
    primary_guild: null,
    collectibles: null,
  };
}

export function wireBot(state: State): Json {
  return {
    id: state.appId,
    username: 'simile',
    discriminator: '0001',
    global_name: null,
    avatar: null,
    bot: true,
    public_flags: 0,
  };
}

export function wireMember(person: Person, permissions: bigint): Json {
  return { user: wireUser(person), ...memberOf(permissions) };
}

/** A member without its user, as `resolved.members` has it. */
export function memberOf(permissions: bigint): Json {
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: [],
    joined_at: '2025-01-02T03:04:05.678000+00:00',
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    unusual_dm_activity_until: null,
    communication_disabled_until: null,
    flags: 0,
    permissions: String(permissions),
  };
}

/** A channel; given a member's permissions, as an interaction carries it. */
export function wireChannel(state: State, channel: Channel, permissions?: bigint): Json {
  const { id, type, lastMessageId } = channel;
  if (type === 1) {
    const base = { id, type, flags: 0, last_message_id: lastMessageId };
    return channel.withBot ? { ...base, recipients: [wireBot(state)] } : base;
  }
  return {
    id,
    type,
    name: channel.name,
    guild_id: channel.guildId,
    parent_id: channel.parentId ?? null,
    position: 0,
    flags: 0,
    nsfw: false,
    ...(permissions === undefined ? { permission_overwrites: [] } : { permissions: String(permissions) }),
    rate_limit_per_user: 0,
    topic: null,
    last_message_id: lastMessageId,
    ...(type === 11 ? wireThread(state, channel) : {}),
  };
}

function wireThread(state: State, channel: Channel): Json {
  return {
    owner_id: state.appId,
    message_count: state.messages.get(channel.id)?.length ?? 0,
    total_message_sent: state.messages.get(channel.id)?.length ?? 0,
    member_count: 1,
    thread_metadata: {
      archived: false,
      auto_archive_duration: 1_440,
      archive_timestamp: timestamp(state.clock.now()),
      locked: false,
    },
  };
}

/** A guild as GET /guilds/{id} gives it. */
export function wireGuild(state: State, guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: state.world.people.ada.id,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: [everyone(guild)],
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    preferred_locale: guild.locale,
    public_updates_channel_id: null,
    nsfw: false,
    nsfw_level: 0,
    home_header: null,
    region: 'deprecated',
    widget_enabled: false,
    widget_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    premium_subscription_count: 0,
    incidents_data: null,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
  };
}

function everyone(guild: Guild): Json {
  return {
    id: guild.id,
    name: '@everyone',
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    icon: null,
    unicode_emoji: null,
    hoist: false,
    position: 0,
    permissions: '0',
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

/** The data of GUILD_CREATE: the guild with the channels that the bot sees, and of its members the bot only. */
export function guildCreate(state: State, guild: Guild): Json {
  const all = [...state.channels.values()].filter(({ guildId }) => guildId === guild.id);
  const seen = all.filter(({ botPermissions }) => botPermissions !== 0n);
  const of = (thread: boolean) =>
    seen.filter(({ type }) => (type === 11) === thread).map((channel) => wireChannel(state, channel));
  return {
    ...wireGuild(state, guild),
    joined_at: '2025-01-02T03:04:05.678000+00:00',
    large: false,
    unavailable: false,
    member_count: guild.members.size + 1,
    members: [{ ...memberOf(0n), user: wireBot(state) }],
    channels: of(false),
    threads: of(true),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export function wireApplication(state: State): Json {
  return {
    id: state.appId,
    name: 'Simile',
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: state.signer.publicKey,
    team: null,
    flags: 0,
    bot: wireBot(state),
    integration_types_config: { '0': {}, '1': {} },
  };
}

/** A time as Discord writes it: ISO 8601 to the microsecond. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00');
}

/** A message as the REST API answers with it: its users have a few fields more than in an interaction. */
export function answered(message: WireMessage): WireMessage {
  const { author, mentions, interaction_metadata: metadata } = message;
  return {
    ...message,
    author: withFlags(author),
    ...(Array.isArray(mentions) ? { mentions: mentions.map(withFlags) } : {}),
    ...(isObject(metadata) ? { interaction_metadata: withUser(metadata) } : {}),
  };
}

function withFlags(user: unknown): Json {
  return { flags: 0, primary_guild: null, ...(isObject(user) ? user : {}) };
}

function withUser(metadata: Json): Json {
  const { triggering_interaction_metadata: cause } = metadata;
  const own = { ...metadata, user: withFlags(metadata.user) };
  return isObject(cause) ? { ...own, triggering_interaction_metadata: withUser(cause) } : own;
}

/** A message before anything is in it. */
export function blankMessage(
  state: State,
  channel: Channel,
  author: Json,
  from?: Interaction,
  flags = 0,
): WireMessage {
  return {
    id: state.ids.snowflake(),
    channel_id: channel.id,
    // 20: the answer to a slash command, 23: to a context menu; a follow-up is 19, a reply.
    type: from === undefined ? 0 : messageType(from),
    content: '',
    author,
    ...(author.bot === true ? { application_id: state.appId } : {}),
    ...(from === undefined ? {} : { webhook_id: state.appId, interaction_metadata: from.metadata }),
    attachments: [],
    embeds: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: timestamp(state.clock.now()),
    edited_timestamp: null,
    flags: flags & ~FLAGS.loading,
    components: [],
  };
}

function messageType({ answer, metadata, type }: Interaction): number {
  if (answer !== undefined) return 19;
  if (type !== 2) return 0;
  return metadata.command_type === 1 ? 20 : 23;
}
