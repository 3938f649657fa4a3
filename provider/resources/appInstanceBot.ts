import * as pulumi from "@pulumi/pulumi";

import { parseAppInstanceBotId } from "../schema/channels/appInstanceBotSchema";
import type { BotStandardMessages, BotTargetedMessages } from "../schema/channels/botMessages";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { idOutput } from "./idOutput";
import { isDeclared } from "./declareOnce";
import { recordOwned } from "./programLedger";

/** The arguments of an {@link AppInstanceBot}. */
export interface AppInstanceBotArgs {
  /** The ARN of the bot's app instance. A change replaces the bot. */
  appInstanceArn: pulumi.Input<string>;
  /** The display name: 1 to 256 characters. Need not be unique. Updated in place. */
  name: pulumi.Input<string>;
  /**
   * The ARN of the alias of an Amazon Lex V2 bot, which answers the messages:
   * `arn:aws:lex:REGION:ACCOUNT:bot-alias/BOT/ALIAS`. Updated in place.
   */
  lexBotAliasArn: pulumi.Input<string>;
  /** The language and locale of the Amazon Lex bot, such as `en_US`. Updated in place. */
  localeId: pulumi.Input<string>;
  /** Which standard messages invoke the bot. Updated in place. */
  standardMessages: pulumi.Input<BotStandardMessages>;
  /** Which targeted messages invoke the bot. Updated in place. */
  targetedMessages: pulumi.Input<BotTargetedMessages>;
  /**
   * The welcome intent of the Amazon Lex bot: 1 to 100 letters and single underscores. Default: none. Updated in place.
   */
  welcomeIntent?: pulumi.Input<string | undefined>;
  /** Metadata for applications: one line of up to 1,024 characters. Default: none. Updated in place. */
  metadata?: pulumi.Input<string | undefined>;
  /**
   * Tags: up to 50, with keys of 1 to 128 and values of 1 to 256 characters. Keys that begin with `aws:` belong to AWS.
   * Default: none, and the tags that the bot has are not read. Updated in place.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
}

/** Properties of {@link AppInstanceBot.get} that the program knows already. */
export type AppInstanceBotState = Partial<AppInstanceBotArgs>;

const NO_OUTPUTS = {
  appInstanceBotArn: undefined,
  appInstanceArn: undefined,
  name: undefined,
  lexBotAliasArn: undefined,
  localeId: undefined,
  standardMessages: undefined,
  targetedMessages: undefined,
  welcomeIntent: undefined,
  metadata: undefined,
  tags: undefined,
};

/**
 * A bot of an app instance, which answers messages in channels with Amazon Lex.
 *
 * Pulumi creates it with CreateAppInstanceBot, updates it with UpdateAppInstanceBot and deletes it with
 * DeleteAppInstanceBot, which also removes the bot from all channels. A bot that does not exist counts as deleted; any
 * other error fails the deployment and keeps the resource in the state. Its ARN works wherever that of a user does: as a
 * member, a moderator, an administrator and a `chimeBearer`.
 *
 * ```typescript
 * const bot = new chime.AppInstanceBot("help", {
 *   appInstanceArn,
 *   name: "Help",
 *   lexBotAliasArn,
 *   localeId: "en_US",
 *   standardMessages: "MENTIONS",
 *   targetedMessages: "ALL",
 * });
 * new chime.ChannelMembership("help", { channelArn, memberArn: bot.appInstanceBotArn, chimeBearer });
 * ```
 *
 * The resource id is the ARN. The deprecated `RespondsTo` is not supported.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceBot.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DescribeAppInstanceBot.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_UpdateAppInstanceBot.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_DeleteAppInstanceBot.html
 */
export class AppInstanceBot extends pulumi.CustomResource {
  /**
   * Reads an existing bot, which Pulumi does not manage: it is never changed or deleted.
   *
   * @param name The unique name of the resource in the program.
   * @param id The ARN of the bot.
   * @param state Not needed: Pulumi reads all properties.
   * @param opts The options of any Pulumi resource.
   * @throws Error when `id` is malformed. The deployment fails when there is no such bot.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: AppInstanceBotState,
    opts?: pulumi.CustomResourceOptions,
  ): AppInstanceBot {
    const lookup = lookupOptions(name, id, state, opts, parseAppInstanceBotId);
    return new AppInstanceBot(name, {} as AppInstanceBotArgs, lookup);
  }

  /** Whether a value is an {@link AppInstanceBot}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is AppInstanceBot {
    return isResource("AppInstanceBot", value);
  }

  /** The ARN, for memberships and `chimeBearer`. Known in the preview of an update. */
  declare public readonly appInstanceBotArn: pulumi.Output<string>;
  /** The ARN of the bot's app instance. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** The display name. */
  declare public readonly name: pulumi.Output<string>;
  /** The ARN of the alias of the Amazon Lex bot. */
  declare public readonly lexBotAliasArn: pulumi.Output<string>;
  /** The language and locale of the Amazon Lex bot. */
  declare public readonly localeId: pulumi.Output<string>;
  /** Which standard messages invoke the bot. */
  declare public readonly standardMessages: pulumi.Output<BotStandardMessages>;
  /** Which targeted messages invoke the bot. */
  declare public readonly targetedMessages: pulumi.Output<BotTargetedMessages>;
  /** The welcome intent; not set where there is none. */
  declare public readonly welcomeIntent: pulumi.Output<string | undefined>;
  /** The metadata; not set where there is none. */
  declare public readonly metadata: pulumi.Output<string | undefined>;
  /** The tags; not set where the program sets none. */
  declare public readonly tags: pulumi.Output<Record<string, string> | undefined>;

  /**
   * Declares a bot.
   *
   * @param name The unique name of the resource in the program, which is not the bot's.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   */
  public constructor(name: string, args: AppInstanceBotArgs, opts?: pulumi.CustomResourceOptions) {
    super(...resourceArguments("AppInstanceBot", name, { ...NO_OUTPUTS, ...args }, opts));
    this.appInstanceBotArn = idOutput(this, "appInstanceBotArn", parseAppInstanceBotId, opts);
    if (isDeclared(opts)) recordOwned(this);
  }
}
