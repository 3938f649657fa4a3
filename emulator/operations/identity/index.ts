import type { Operation } from "../operation";
import { CreateAppInstance } from "./CreateAppInstance";
import { CreateAppInstanceUser } from "./CreateAppInstanceUser";
import { DeleteAppInstance } from "./DeleteAppInstance";
import { DeleteAppInstanceUser } from "./DeleteAppInstanceUser";
import { DescribeAppInstance } from "./DescribeAppInstance";
import { DescribeAppInstanceUser } from "./DescribeAppInstanceUser";
import { ListAppInstances } from "./ListAppInstances";
import { ListAppInstanceUsers } from "./ListAppInstanceUsers";
import { UpdateAppInstance } from "./UpdateAppInstance";
import { UpdateAppInstanceUser } from "./UpdateAppInstanceUser";

/** The operations of Amazon Chime SDK identity. */
export const identityOperations: readonly Operation[] = [
  CreateAppInstance,
  CreateAppInstanceUser,
  DeleteAppInstance,
  DeleteAppInstanceUser,
  DescribeAppInstance,
  DescribeAppInstanceUser,
  ListAppInstances,
  ListAppInstanceUsers,
  UpdateAppInstance,
  UpdateAppInstanceUser,
];
