import type { Operation } from "../operation";
import { CreateAppInstance } from "./CreateAppInstance";
import { CreateAppInstanceAdmin } from "./CreateAppInstanceAdmin";
import { CreateAppInstanceUser } from "./CreateAppInstanceUser";
import { DeleteAppInstance } from "./DeleteAppInstance";
import { DeleteAppInstanceAdmin } from "./DeleteAppInstanceAdmin";
import { DeleteAppInstanceUser } from "./DeleteAppInstanceUser";
import { DescribeAppInstance } from "./DescribeAppInstance";
import { DescribeAppInstanceAdmin } from "./DescribeAppInstanceAdmin";
import { DescribeAppInstanceUser } from "./DescribeAppInstanceUser";
import { ListAppInstanceAdmins } from "./ListAppInstanceAdmins";
import { ListAppInstanceUsers } from "./ListAppInstanceUsers";
import { ListAppInstances } from "./ListAppInstances";
import { UpdateAppInstance } from "./UpdateAppInstance";
import { UpdateAppInstanceUser } from "./UpdateAppInstanceUser";

/** The operations of Amazon Chime SDK identity. */
export const identityOperations: readonly Operation[] = [
  CreateAppInstance,
  CreateAppInstanceAdmin,
  CreateAppInstanceUser,
  DeleteAppInstance,
  DeleteAppInstanceAdmin,
  DeleteAppInstanceUser,
  DescribeAppInstance,
  DescribeAppInstanceAdmin,
  DescribeAppInstanceUser,
  ListAppInstanceAdmins,
  ListAppInstanceUsers,
  ListAppInstances,
  UpdateAppInstance,
  UpdateAppInstanceUser,
];
