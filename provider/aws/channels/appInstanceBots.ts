import {
  CreateAppInstanceBotCommand,
  DeleteAppInstanceBotCommand,
  DescribeAppInstanceBotCommand,
  ListAppInstanceBotsCommand,
  UpdateAppInstanceBotCommand,
  type AppInstanceBot,
  type AppInstanceBotSummary,
  type ChimeSDKIdentityClient,
  type Configuration,
  type CreateAppInstanceBotCommandOutput,
  type DescribeAppInstanceBotCommandOutput,
  type LexConfiguration,
  type ListAppInstanceBotsCommandOutput,
  type UpdateAppInstanceBotCommandOutput,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  ListChannelMembershipsForAppInstanceUserCommand,
  type ListChannelMembershipsForAppInstanceUserCommandOutput,
} from "@aws-sdk/client-chime-sdk-messaging";

import {
  APP_INSTANCE_BOT_SCHEMA,
  UPDATED_WITH_BOT,
  type AppInstanceBotInputs,
  type AppInstanceBotKey,
  type AppInstanceBotOutputs,
} from "../../schema/channels/appInstanceBotSchema";
import { BotStandardMessages, BotTargetedMessages } from "../../schema/channels/botMessages";
import { appInstanceOf } from "../../schema/channels/chimeArn";
import { tagKeyOf } from "../../schema/channels/tags";
import { changedProperties, type Properties } from "../../schema/properties";
import type { ApiCaller, Send } from "../call/apiCaller";
import { pagesOf } from "../call/pages";
import type { EntityApi, FoundEntity } from "../entityApi";
import type { VisibleAccounts } from "../visibleAccounts";
import type { AppInstances } from "./appInstances";
import { BOT_ADVICE, CHANNEL_ENTITY_ADVICE, forRemoval } from "./channelAdvice";
import type { RegionalClients } from "./regionalClients";
import { tagList, type ResourceTags } from "./resourceTags";
import { unlessGone } from "./unlessGone";

/** The largest page of ListAppInstanceBots. */
const LIST_PAGE_SIZE = 50;

/** The Amazon Chime SDK identity operations on app instance bots. Each fails with a `ChimeError`. */
export class AppInstanceBots implements EntityApi<
  AppInstanceBotKey,
  AppInstanceBotInputs,
  AppInstanceBotOutputs
> {
  // The API declares no NotFoundException for the operation.
  public readonly ambiguousRefusals = ["forbidden"] as const;

  public constructor(
    private readonly clients: RegionalClients,
    private readonly caller: ApiCaller,
    private readonly instances: AppInstances,
    private readonly tags: ResourceTags,
  ) {}

  /**
   * CreateAppInstanceBot. The SDK generates one ClientRequestToken for all attempts of the call, so that they create one bot.
   */
  public async create(inputs: AppInstanceBotInputs): Promise<AppInstanceBotOutputs> {
    const { appInstanceArn, name, metadata } = inputs;
    const call = {
      operation: "CreateAppInstanceBot",
      purpose: `create the bot "${name}" in app instance ${appInstanceArn}`,
      ifOutcomeUnknown:
        "The bot may have been created anyway, and is not in the Pulumi state. Run " +
        "`PULUMI_CHIME_RECOVER=true pulumi up`, which names an equal one that is in no channel instead of creating a second one.",
      advice: BOT_ADVICE,
    };
    const command = new CreateAppInstanceBotCommand({
      AppInstanceArn: appInstanceArn,
      Name: name,
      Metadata: metadata,
      Configuration: configurationOf(inputs),
      Tags: tagList(inputs.tags),
    });
    const send: Send<CreateAppInstanceBotCommandOutput> = (options) =>
      this.client(appInstanceArn).send(command, options);
    const creation = this.caller.call(call, 201, send, hasArn);
    const { AppInstanceBotArn: appInstanceBotArn = "" } = await this.accounts.proving(
      appInstanceArn,
      creation,
    );
    return { ...inputs, appInstanceBotArn };
  }

  /** DescribeAppInstanceBot, and ListAppInstanceBots if that is refused. */
  public observe(key: AppInstanceBotKey): Promise<FoundEntity<AppInstanceBotOutputs> | undefined> {
    return unlessGone(
      async () => {
        const state = await this.accounts.confirming(key.appInstanceBotArn, this.describe(key));
        return { state: await this.tags.addTo(state, key.appInstanceBotArn, key) };
      },
      () => this.isListed(key),
    );
  }

  /** UpdateAppInstanceBot, if a property differs that it changes, and the operations on tags. */
  public async update(
    key: AppInstanceBotKey,
    inputs: AppInstanceBotInputs,
    prior: Properties,
  ): Promise<AppInstanceBotOutputs> {
    const { appInstanceBotArn } = key;
    if (changedProperties(UPDATED_WITH_BOT, prior, { ...inputs }).length > 0)
      await this.updateBot(key, inputs);
    await this.tags.update(appInstanceBotArn, prior, inputs);
    return { ...inputs, appInstanceBotArn };
  }

  /** DeleteAppInstanceBot: deletes the bot and its memberships. */
  public async remove({ appInstanceBotArn }: AppInstanceBotKey): Promise<void> {
    const call = {
      operation: "DeleteAppInstanceBot",
      purpose: `delete app instance bot ${appInstanceBotArn}`,
      consequence: "The bot stays in the Pulumi state until a deployment deletes it.",
      advice: forRemoval(BOT_ADVICE),
    };
    const command = new DeleteAppInstanceBotCommand({ AppInstanceBotArn: appInstanceBotArn });
    const removal = this.caller.call(call, 204, (options) =>
      this.client(appInstanceBotArn).send(command, options),
    );
    await this.accounts.confirming(appInstanceBotArn, removal);
  }

  /** The bots with the same arguments. A list has no configurations, so those of the same name are read. */
  public async *orphanCandidates(inputs: AppInstanceBotInputs): AsyncGenerator<AppInstanceBotOutputs> {
    for await (const page of this.pages(inputs.appInstanceArn)) {
      for (const { Name: name, AppInstanceBotArn: appInstanceBotArn = "" } of page) {
        if (name !== inputs.name) continue;
        const described = await this.describe({ appInstanceBotArn });
        const bot = await this.tags.addTo(described, appInstanceBotArn, tagKeyOf({ ...inputs }));
        if (changedProperties(APP_INSTANCE_BOT_SCHEMA.mutable, { ...bot }, { ...inputs }).length === 0)
          yield bot;
      }
    }
  }

  /** Whether it is in no channel. The bot is the bearer of the call: others need to be administrators. */
  public async isUnused({ appInstanceBotArn }: AppInstanceBotKey): Promise<boolean> {
    const call = {
      operation: "ListChannelMembershipsForAppInstanceUser",
      purpose: `list the channels of app instance bot ${appInstanceBotArn}`,
      advice: CHANNEL_ENTITY_ADVICE,
    };
    const command = new ListChannelMembershipsForAppInstanceUserCommand({
      AppInstanceUserArn: appInstanceBotArn,
      ChimeBearer: appInstanceBotArn,
      MaxResults: 1,
    });
    const send: Send<ListChannelMembershipsForAppInstanceUserCommandOutput> = (options) =>
      this.clients.messaging(appInstanceBotArn).send(command, options);
    const { ChannelMemberships: found = [] } = await this.caller.call(call, 200, send, hasMemberships);
    return found.length === 0;
  }

  private async updateBot(key: AppInstanceBotKey, inputs: AppInstanceBotInputs): Promise<void> {
    const { appInstanceBotArn } = key;
    const call = {
      operation: "UpdateAppInstanceBot",
      purpose: `change app instance bot ${appInstanceBotArn}`,
      advice: BOT_ADVICE,
    };
    const command = new UpdateAppInstanceBotCommand({
      AppInstanceBotArn: appInstanceBotArn,
      Name: inputs.name,
      Metadata: inputs.metadata ?? "",
      Configuration: configurationOf(inputs),
    });
    const send: Send<UpdateAppInstanceBotCommandOutput> = (options) =>
      this.client(appInstanceBotArn).send(command, options);
    await this.accounts.proving(appInstanceBotArn, this.caller.call(call, 200, send, isAbout(key)));
  }

  private async describe(key: AppInstanceBotKey): Promise<AppInstanceBotOutputs> {
    const { appInstanceBotArn } = key;
    const call = {
      operation: "DescribeAppInstanceBot",
      purpose: `read app instance bot ${appInstanceBotArn}`,
      advice: BOT_ADVICE,
    };
    const command = new DescribeAppInstanceBotCommand({ AppInstanceBotArn: appInstanceBotArn });
    const send: Send<DescribeAppInstanceBotCommandOutput> = (options) =>
      this.client(appInstanceBotArn).send(command, options);
    const { AppInstanceBot: bot } = await this.caller.call(
      call,
      200,
      send,
      ({ AppInstanceBot: found }) => isComplete(found) && isAbout(key)(found),
    );
    this.accounts.seen(appInstanceBotArn);
    return stateOf(key, bot ?? {});
  }

  // If the list is refused, the app instance may be deleted, and its bots with it.
  private async isListed({ appInstanceBotArn }: AppInstanceBotKey): Promise<boolean> {
    const appInstanceArn = appInstanceOf(appInstanceBotArn);
    try {
      for await (const page of this.pages(appInstanceArn)) {
        this.accounts.seen(appInstanceArn);
        if (page.some(({ AppInstanceBotArn: arn }) => arn === appInstanceBotArn)) return true;
      }
      return false;
    } catch {
      return this.instances.isListed({ appInstanceArn });
    }
  }

  private pages(appInstanceArn: string): AsyncGenerator<AppInstanceBotSummary[]> {
    const call = {
      operation: "ListAppInstanceBots",
      purpose: `list the bots of app instance ${appInstanceArn}`,
      advice: BOT_ADVICE,
    };
    return pagesOf(call, async (token) => {
      const page = { AppInstanceArn: appInstanceArn, MaxResults: LIST_PAGE_SIZE, NextToken: token };
      const send: Send<ListAppInstanceBotsCommandOutput> = (options) =>
        this.client(appInstanceArn).send(new ListAppInstanceBotsCommand(page), options);
      const reply = await this.caller.call(call, 200, send, isBotList);
      return { items: reply.AppInstanceBots ?? [], nextToken: reply.NextToken };
    });
  }

  private get accounts(): VisibleAccounts {
    return this.instances.accounts;
  }

  private client(arn: string): ChimeSDKIdentityClient {
    return this.clients.identity(arn);
  }
}

function configurationOf(inputs: AppInstanceBotInputs): Configuration {
  const { lexBotAliasArn, localeId, standardMessages, targetedMessages, welcomeIntent } = inputs;
  return {
    Lex: {
      LexBotAliasArn: lexBotAliasArn,
      LocaleId: localeId,
      InvokedBy: { StandardMessages: standardMessages, TargetedMessages: targetedMessages },
      WelcomeIntent: welcomeIntent,
    },
  };
}

function hasArn({ AppInstanceBotArn: arn }: { AppInstanceBotArn?: unknown }): boolean {
  return typeof arn === "string";
}

function isAbout({
  appInstanceBotArn,
}: AppInstanceBotKey): (reply: { AppInstanceBotArn?: unknown } | undefined) => boolean {
  return (reply) => reply?.AppInstanceBotArn === appInstanceBotArn;
}

function isComplete(bot: AppInstanceBot | undefined): boolean {
  const {
    LexBotAliasArn: alias,
    LocaleId: locale,
    WelcomeIntent: intent,
    InvokedBy: invokedBy,
  } = bot?.Configuration?.Lex ?? {};
  const required: unknown[] = [bot?.Name, alias, locale];
  const { StandardMessages: standard, TargetedMessages: targeted } = invokedBy ?? {};
  const optional: unknown[] = [bot?.Metadata, intent, standard, targeted].map((value) => value ?? "");
  return [...required, ...optional].every((value) => typeof value === "string");
}

function isBotList({ AppInstanceBots: list }: { AppInstanceBots?: unknown }): boolean {
  return (
    Array.isArray(list) && list.every((bot: AppInstanceBotSummary | null) => bot !== null && hasArn(bot))
  );
}

function hasMemberships({ ChannelMemberships: list }: { ChannelMemberships?: unknown }): boolean {
  return Array.isArray(list);
}

function stateOf(
  { appInstanceBotArn }: AppInstanceBotKey,
  { Name: name = "", Metadata: metadata, Configuration: configuration }: AppInstanceBot,
): AppInstanceBotOutputs {
  return {
    appInstanceBotArn,
    appInstanceArn: appInstanceOf(appInstanceBotArn),
    name,
    ...lexInputsOf(configuration?.Lex),
    ...(metadata ? { metadata } : {}),
  };
}

function lexInputsOf(
  lex: LexConfiguration | undefined,
): Omit<AppInstanceBotInputs, "appInstanceArn" | "name" | "metadata"> {
  const {
    LexBotAliasArn: lexBotAliasArn = "",
    LocaleId: localeId = "",
    WelcomeIntent: welcomeIntent,
  } = lex ?? NO_LEX;
  return {
    lexBotAliasArn,
    localeId,
    ...triggersOf(lex ?? NO_LEX),
    ...(welcomeIntent ? { welcomeIntent } : {}),
  };
}

const NO_LEX: LexConfiguration = { LexBotAliasArn: undefined, LocaleId: undefined };

function triggersOf({
  InvokedBy: invokedBy,
  RespondsTo: respondsTo,
}: LexConfiguration): Pick<AppInstanceBotInputs, "standardMessages" | "targetedMessages"> {
  // RespondsTo, which is deprecated, has only the value STANDARD_MESSAGES.
  const standard = respondsTo === undefined ? BotStandardMessages.NONE : BotStandardMessages.ALL;
  return {
    standardMessages: invokedBy?.StandardMessages ?? standard,
    targetedMessages: invokedBy?.TargetedMessages ?? BotTargetedMessages.NONE,
  };
}
