import {
  CreateAppInstanceCommand,
  DeleteAppInstanceCommand,
  DescribeAppInstanceCommand,
  ListAppInstancesCommand,
  UpdateAppInstanceCommand,
  type AppInstanceSummary,
  type CreateAppInstanceCommandOutput,
  type DescribeAppInstanceCommandOutput,
  type ListAppInstancesCommandOutput,
  type UpdateAppInstanceCommandOutput,
} from "@aws-sdk/client-chime-sdk-identity";

import type {
  AppInstanceInputs,
  AppInstanceKey,
  AppInstanceOutputs,
} from "../../schema/channels/appInstanceSchema";
import { tagKeyOf } from "../../schema/channels/tags";
import { changedProperties, type Properties } from "../../schema/properties";
import type { ApiCaller, Send } from "../call/apiCaller";
import type { EntityApi, FoundEntity } from "../entityApi";
import { ChimeError } from "../errors/chimeError";
import { allOf, pagesOf } from "../call/pages";
import { VisibleAccounts } from "../visibleAccounts";
import { unlessGone } from "./unlessGone";
import { ENTITY_ADVICE, forRemoval } from "./channelAdvice";
import type { RegionalClients } from "./regionalClients";
import { tagList, type ResourceTags } from "./resourceTags";
import type { UserLists } from "./userLists";

/** The largest page of ListAppInstances. */
const LIST_PAGE_SIZE = 50;

const LIST = { operation: "ListAppInstances", purpose: "list the app instances", advice: ENTITY_ADVICE };

/** The Amazon Chime SDK identity operations on app instances. Each fails with a `ChimeError`. */
export class AppInstances implements EntityApi<AppInstanceKey, AppInstanceInputs, AppInstanceOutputs> {
  // The API declares no NotFoundException for the operation.
  public readonly ambiguousRefusals = ["forbidden"] as const;
  /**
   * The AWS accounts and regions, by ARN, that are visible at the identity endpoint. They are checked with ListAppInstances:
   * if it returns one app instance of the account and region, all of them are visible.
   */
  public readonly accounts = new VisibleAccounts(
    "the app instance",
    (arn) => this.checkVisible(arn),
    accountAndRegionOf,
  );

  public constructor(
    private readonly clients: RegionalClients,
    private readonly caller: ApiCaller,
    private readonly users: UserLists,
    private readonly tags: ResourceTags,
  ) {}

  /**
   * CreateAppInstance, in the region of the settings. The SDK generates one ClientRequestToken for all attempts of the call, so
   * that they create one app instance.
   */
  public async create(inputs: AppInstanceInputs): Promise<AppInstanceOutputs> {
    const call = {
      operation: "CreateAppInstance",
      purpose: `create the app instance "${inputs.name}"`,
      ifOutcomeUnknown:
        "The app instance may have been created anyway, and is not in the Pulumi state. Run " +
        "`PULUMI_CHIME_RECOVER=true pulumi up`, which names one of this name without users instead of creating a second one.",
      advice: ENTITY_ADVICE,
    };
    const command = new CreateAppInstanceCommand({
      Name: inputs.name,
      Metadata: inputs.metadata,
      Tags: tagList(inputs.tags),
    });
    const send: Send<CreateAppInstanceCommandOutput> = (options) =>
      this.clients.identity().send(command, options);
    const { AppInstanceArn: appInstanceArn = "" } = await this.caller.call(call, 201, send, hasArn);
    this.accounts.seen(appInstanceArn);
    return { ...inputs, appInstanceArn };
  }

  /** DescribeAppInstance, and ListAppInstances if that is refused. */
  public observe(key: AppInstanceKey): Promise<FoundEntity<AppInstanceOutputs> | undefined> {
    return unlessGone(
      async () => {
        const state = await this.accounts.confirming(key.appInstanceArn, this.describe(key));
        return { state: await this.tags.addTo(state, key.appInstanceArn, key) };
      },
      () => this.isListed(key),
    );
  }

  /** UpdateAppInstance, if a property differs that it changes, and the operations on tags. */
  public async update(
    key: AppInstanceKey,
    inputs: AppInstanceInputs,
    prior: Properties,
  ): Promise<AppInstanceOutputs> {
    const { appInstanceArn } = key;
    if (changedProperties(["name", "metadata"], prior, { ...inputs }).length > 0)
      await this.updateInstance(key, inputs);
    await this.tags.update(appInstanceArn, prior, inputs);
    return { ...inputs, appInstanceArn };
  }

  /** DeleteAppInstance: deletes the app instance, and later its users and channels. */
  public async remove(key: AppInstanceKey): Promise<void> {
    const { appInstanceArn } = key;
    // After the delete, an empty list shows that the last app instance is deleted only if it was visible before.
    if (!this.accounts.has(appInstanceArn)) await this.describe(key).catch(() => undefined);
    const call = {
      operation: "DeleteAppInstance",
      purpose: `delete app instance ${appInstanceArn}`,
      consequence: "The app instance stays in the Pulumi state until a deployment deletes it.",
      advice: forRemoval(ENTITY_ADVICE),
    };
    const command = new DeleteAppInstanceCommand({ AppInstanceArn: appInstanceArn });
    const removal = this.caller.call(call, 204, (options) =>
      this.clients.identity(appInstanceArn).send(command, options),
    );
    await this.accounts.confirming(appInstanceArn, removal);
  }

  /** The app instances with the same arguments. */
  public async *orphanCandidates(inputs: AppInstanceInputs): AsyncGenerator<AppInstanceOutputs> {
    for (const instance of await this.list()) {
      if (instance.name !== inputs.name || instance.metadata !== inputs.metadata) continue;
      const state = await this.tags.addTo(instance, instance.appInstanceArn, tagKeyOf({ ...inputs }));
      if (changedProperties(["tags"], { ...state }, { ...inputs }).length === 0) yield state;
    }
  }

  /** Whether it has no users. */
  public async isUnused({ appInstanceArn }: AppInstanceKey): Promise<boolean> {
    return (await this.users.usersOf(appInstanceArn)).length === 0;
  }

  /**
   * Whether ListAppInstances returns it.
   *
   * @returns True too if the account is not visible: then the list may be that of another AWS account.
   */
  public async isListed({ appInstanceArn }: AppInstanceKey): Promise<boolean> {
    const listed = await this.list(appInstanceArn);
    if (listed.some((instance) => instance.appInstanceArn === appInstanceArn)) return true;
    return !this.accounts.has(appInstanceArn);
  }

  private async updateInstance(key: AppInstanceKey, inputs: AppInstanceInputs): Promise<void> {
    const { appInstanceArn } = key;
    const call = {
      operation: "UpdateAppInstance",
      purpose: `change app instance ${appInstanceArn}`,
      advice: ENTITY_ADVICE,
    };
    const command = new UpdateAppInstanceCommand({
      AppInstanceArn: appInstanceArn,
      Name: inputs.name,
      Metadata: inputs.metadata ?? "",
    });
    const send: Send<UpdateAppInstanceCommandOutput> = (options) =>
      this.clients.identity(appInstanceArn).send(command, options);
    await this.accounts.proving(appInstanceArn, this.caller.call(call, 200, send, isAbout(key)));
  }

  private async describe(key: AppInstanceKey): Promise<AppInstanceOutputs> {
    const { appInstanceArn } = key;
    const call = {
      operation: "DescribeAppInstance",
      purpose: `read app instance ${appInstanceArn}`,
      advice: ENTITY_ADVICE,
    };
    const command = new DescribeAppInstanceCommand({ AppInstanceArn: appInstanceArn });
    const send: Send<DescribeAppInstanceCommandOutput> = (options) =>
      this.clients.identity(appInstanceArn).send(command, options);
    const { AppInstance: instance } = await this.caller.call(
      call,
      200,
      send,
      ({ AppInstance: found }) => isComplete(found) && isAbout(key)(found),
    );
    this.accounts.seen(appInstanceArn);
    return stateOf(instance ?? {});
  }

  // In the region of the ARN, or of the settings.
  private async list(arn?: string): Promise<AppInstanceOutputs[]> {
    const instances = (await allOf(this.pages(arn))).map(stateOf);
    for (const { appInstanceArn } of instances) this.accounts.seen(appInstanceArn);
    return instances;
  }

  private async checkVisible(arn: string): Promise<void> {
    for await (const page of this.pages(arn)) {
      if (
        page.some(({ AppInstanceArn: listed = "" }) => accountAndRegionOf(listed) === accountAndRegionOf(arn))
      )
        return;
    }
    throw new ChimeError(LIST, {
      kind: "notFound",
      reason: `ListAppInstances returned no app instance of ${accountAndRegionOf(arn)}`,
    });
  }

  private pages(arn: string | undefined): AsyncGenerator<AppInstanceSummary[]> {
    return pagesOf(LIST, async (token) => {
      const command = new ListAppInstancesCommand({ MaxResults: LIST_PAGE_SIZE, NextToken: token });
      const send: Send<ListAppInstancesCommandOutput> = (options) =>
        this.clients.identity(arn).send(command, options);
      const reply = await this.caller.call(LIST, 200, send, isInstanceList);
      return { items: reply.AppInstances ?? [], nextToken: reply.NextToken };
    });
  }
}

// arn:aws:chime:us-east-1:111122223333
function accountAndRegionOf(arn: string): string {
  return arn.split(":").slice(0, 5).join(":");
}

function hasArn({ AppInstanceArn: arn }: { AppInstanceArn?: unknown }): boolean {
  return typeof arn === "string";
}

function isAbout({
  appInstanceArn,
}: AppInstanceKey): (reply: { AppInstanceArn?: unknown } | undefined) => boolean {
  return (reply) => reply?.AppInstanceArn === appInstanceArn;
}

function isComplete(instance: AppInstanceSummary | null | undefined): instance is AppInstanceSummary {
  const metadata: unknown = instance?.Metadata ?? "";
  return (
    instance !== null &&
    typeof instance?.Name === "string" &&
    hasArn(instance) &&
    typeof metadata === "string"
  );
}

function isInstanceList({ AppInstances: list }: { AppInstances?: unknown }): boolean {
  return Array.isArray(list) && list.every((instance: AppInstanceSummary | null) => isComplete(instance));
}

function stateOf({
  AppInstanceArn: arn = "",
  Name: name = "",
  Metadata: metadata,
}: AppInstanceSummary): AppInstanceOutputs {
  return { appInstanceArn: arn, name, ...(metadata ? { metadata } : {}) };
}
