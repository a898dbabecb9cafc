import { Command } from 'commander';
import { runBootstrap } from './bootstrap.ts';
import { runCataloguesLoad } from './catalogues.ts';
import type { CommandContext } from './context.ts';
import { runMigrate } from './migrate.ts';

/** Every command of `npx liangji`, in the order an installation meets them. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('liangji')
    .description('两级城市管理平台的命令 Commands of Liangji')
    .helpCommand(false)
    .showHelpAfterError('(liangji --help 列出全部命令 lists every command)');

  // the installation
  program
    .command('bootstrap')
    .description('建立数据库角色与数据库（需超级用户） Make roles and database, as superuser')
    .action(() => runBootstrap(context));
  program
    .command('migrate')
    .description('升级表结构，并载入目录与日历 Bring schema, catalogues and calendar up to date')
    .action(() => runMigrate(context));
  const catalogues = program.command('catalogues').description('部件事件目录 Catalogues of components and events');
  catalogues
    .command('load')
    .description('载入目录、对照表、立案规则与日历 Load catalogues, crosswalk, case rules and calendar')
    .action(() => runCataloguesLoad(context));
  return program;
}
