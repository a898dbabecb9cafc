import { Command } from 'commander';
import { runAreasImport, type AreasImportOptions } from './areas-import.ts';
import { runAuditVerify } from './audit-verify.ts';
import { runBackup } from './backup.ts';
import { runBatchGivenUp, runBatchRetry } from './batch.ts';
import { runBootstrap } from './bootstrap.ts';
import { runCalendarLoad, runCalendarPlan } from './calendar.ts';
import { runCataloguesLoad, runCataloguesPlan } from './catalogues.ts';
import { commandWords } from './command-words.ts';
import type { CommandContext } from './context.ts';
import { leafHelp } from './leaf-help.ts';
import { runMappingCheck, type MappingCheckOptions } from './mapping-check.ts';
import { runMappingShow, runMappingUse, runMappingVersions } from './mapping.ts';
import { runMigrate } from './migrate.ts';
import { runOperatorCreate } from './operator.ts';
import { runPasswordRenew } from './password.ts';
import { runProveIsolation, type ProveIsolationOptions } from './prove-isolation.ts';
import { runPeriodOpen, type PeriodOpenOptions } from './period-open.ts';
import { runRank } from './rank.ts';
import { runRebuild } from './rebuild.ts';
import { runReplay } from './replay.ts';
import { runRestore } from './restore.ts';
import { runSampleApply } from './sample-apply.ts';
import { runSampleCases } from './sample-cases.ts';
import { runSampleClose } from './sample-close.ts';
import { runSampleUpload } from './sample-upload.ts';
import { runSchemeCheck, runSchemeInputSet, runSchemePublish } from './scheme.ts';
import type { SenderOptions } from './sender.ts';
import { runTenantApply, runTenantExport, runTenantPlan } from './tenant.ts';
import { runUpload, type UploadOptions } from './upload.ts';

/** Who acts, of a command that an operator gives. */
interface Acting {
  readonly operator?: string;
}

/** Every command of `npx liangji`, in the order an installation meets them. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('liangji')
    .description('两级城市管理平台的命令 Commands of Liangji')
    .helpCommand(false)
    .configureHelp(leafHelp)
    .configureOutput({ outputError: (complaint, write) => write(commandWords(complaint)) })
    .showHelpAfterError('(liangji --help 列出全部命令 lists every command)');

  const byOperator = (command: Command): Command =>
    command.option('--operator <name>', '运维人员，缺省取 LIANGJI_OPERATOR 或唯一的一位  operator who acts');
  const as = ({ operator }: Acting): CommandContext =>
    operator === undefined ? context : { ...context, environment: { ...context.environment, operator } };

  // the installation
  program
    .command('bootstrap')
    .description('建立数据库角色与数据库（需超级用户） Make roles and database, as superuser')
    .action(() => runBootstrap(context));
  program
    .command('migrate')
    .description('升级表结构，并载入目录与日历 Bring schema, catalogues and calendar up to date')
    .action(() => runMigrate(context));
  program
    .command('backup <folder>')
    .description('把全部数据与上传文件备份到新文件夹 Write everything, as of one instant, into a new folder')
    .action((folder: string) => runBackup(context, folder));
  program
    .command('restore <folder>')
    .description('把备份恢复到已执行 migrate 的空数据库 Bring a backup into an empty, migrated database')
    .action((folder: string) => runRestore(context, folder));
  const calendar = program.command('calendar').description('工作日历 Calendar of working days');
  calendar
    .command('plan [file]')
    .description('说明新日历会改变哪些时限，不写入 Say which deadlines another calendar would move; writes nothing')
    .action((file?: string) => runCalendarPlan(context, file));
  byOperator(calendar.command('load [file]'))
    .description('启用日历文件（缺省为随附的日历） Put the days of a file into force; the shipped ones by default')
    .action((file: string | undefined, options: Acting) => runCalendarLoad(as(options), file));

  const catalogues = program.command('catalogues').description('部件事件目录 Catalogues of components and events');
  catalogues
    .command('plan')
    .description('说明新立案规则会改变哪些时限，不写入 Say which limits other case rules would change; writes nothing')
    .action(() => runCataloguesPlan(context));
  byOperator(catalogues.command('load'))
    .description('载入目录、对照表、立案规则与日历 Load catalogues, crosswalk, case rules and calendar')
    .action((options: Acting) => runCataloguesLoad(as(options)));

  const areas = program.command('areas').description('行政区边界 Boundaries of counties');
  byOperator(areas.command('import'))
    .description('用 GeoJSON 边界替换示意图 Replace drawn outlines by the boundaries of a GeoJSON file')
    .requiredOption('--file <path>', 'GeoJSON 文件  the file')
    .requiredOption('--crs <crs>', '坐标系：WGS84、GCJ02、BD09、CGCS2000（文件自身看不出）  a file cannot tell its own')
    .option('--city <slug>', '城市  the city', 'suining')
    .action((options: AreasImportOptions & Acting) => runAreasImport(as(options), options));

  // who is there
  const operators = program.command('operator').description('运维人员 Operators of the installation');
  byOperator(operators.command('create <name>'))
    .description('登记运维人员并发一次性密码 Make an operator, with a one-time password')
    .action((name: string, options: Acting) => runOperatorCreate(as(options), name));
  const tenant = program.command('tenant').description('城市、区县与功能区 Cities, counties and zones');
  byOperator(tenant.command('plan <files...>'))
    .description('列出配置文件将带来的全部变更及其影响，不写入 Show every change of manifests; write nothing')
    .action((files: string[], options: Acting) => runTenantPlan(as(options), files));
  byOperator(tenant.command('apply <files...>'))
    .description('使城市和区县与配置文件一致；重复执行不变 Bring tenants to their manifests; again changes nothing')
    .action((files: string[], options: Acting) => runTenantApply(as(options), files));
  byOperator(tenant.command('export <slugs...>'))
    .description('把现有配置写成配置文件 Write the manifests of tenants that exist')
    .option('--into <folder>', '写入该文件夹，缺省打印到屏幕  folder for one file each; printed by default')
    .action((slugs: string[], options: { into?: string } & Acting) => runTenantExport(as(options), slugs, options));
  const password = program.command('password').description('平台签发的账号 Accounts given by us');
  byOperator(password.command('renew <username>'))
    .description('换发一次性密码或接口密钥，旧的随即失效 A new one-time password or client secret; the old one ends')
    .action((username: string, options: Acting) => runPasswordRenew(as(options), username));

  // the sample city
  const sample = program.command('sample').description('示例城市：遂宁 The sample city');
  sample
    .command('apply')
    .description('建立示例城市的区县、人员与来源系统 Make the tenants, people and source systems of the sample city')
    .action(() => runSampleApply(context));
  sample
    .command('upload')
    .description('各区县用自己的客户端上传2026年10月 Upload October 2026 of every county with its own client')
    .action(() => runSampleUpload(context));
  sample
    .command('close')
    .description('定稿2026年10月并打印排名 Close October 2026 and print the ranking')
    .action(() => runSampleClose(context));

  sample
    .command('cases')
    .description('为各岗位生成正在办理的案卷；重复执行不增加 Make native cases over all desks, as of now; only once')
    .action(() => runSampleCases(context));

  // a county's data
  const asClient = (command: Command): Command =>
    command
      .requiredOption('--as <client>', '接口账号编号  machine client id; its secret in LIANGJI_CLIENT_SECRET')
      .option('--url <url>', '网关地址，默认 LIANGJI_GATEWAY_URL  address of the gateway')
      .option('--issuer <url>', '认证域地址，默认 LIANGJI_ISSUER  address of the realm');
  asClient(program.command('upload'))
    .description('上传一个文件并等待逐行结果 Upload one file and wait for the outcome of every row')
    .requiredOption('--file <path>', '要上传的文件：.csv 或 .ndjson，可加 .gz  the file: .csv or .ndjson, plain or .gz')
    .option(
      '--mapping <path>',
      '先启用该字段对照：该来源系统此后的所有上传都用它  put this mapping into force first, for every later upload of the source',
    )
    .option('--yes', '不再询问即取代使用中的字段对照  replace the mapping in force without asking')
    .option('--batch-id <id>', '批次号，默认取自文件内容  batch id; made of the file by default')
    .option(
      '--newest-wins',
      '以本文件为准：更正为更早的时间或重新打开的案卷也采用  this file counts, also where its rows seem older than what is stored',
    )
    .option('--rejected <path>', '把未通过行写入该 CSV 文件  write rejected rows into this CSV file')
    .option('--warnings <path>', '把全部提醒写入该 CSV 文件  write every warning into this CSV file')
    .option(
      '--words <path>',
      '把无法识别的词及行数写入该 CSV 文件  write unknown words with their numbers into this CSV file',
    )
    .action((options: UploadOptions) => runUpload(context, options));
  const mapping = program.command('mapping').description('来源系统的字段对照文件 Mapping of a source system');
  mapping
    .command('check')
    .description('用字段对照试读文件，不需要服务器 Read a file with a mapping; needs no server')
    .requiredOption('--file <path>', '导出的文件  the exported file')
    .requiredOption('--mapping <path>', '字段对照文件  the mapping')
    .option('--rows <number>', '行数，all 为整个文件  how many rows; all: the whole file', '1000')
    .action((options: MappingCheckOptions) => runMappingCheck(context, options));
  asClient(mapping.command('versions'))
    .description('列出来源系统用过的字段对照版本 List the versions a source system has had')
    .action((options: SenderOptions) => runMappingVersions(context, options));
  asClient(mapping.command('show [version]'))
    .description('输出字段对照文件，缺省为使用中的版本 Print a mapping; the one in force by default')
    .action((version: string | undefined, options: SenderOptions) => runMappingShow(context, version, options));
  asClient(mapping.command('use <version>'))
    .description('重新启用以前的版本 Put an earlier version into force again, for every later upload')
    .action((version: string, options: SenderOptions) => runMappingUse(context, version, options));
  const batch = program.command('batch').description('因平台故障而放弃的批次 Batches given up because of a fault');
  byOperator(batch.command('given-up'))
    .description('列出因平台故障而放弃的批次 List the batches that were given up because of a fault of ours')
    .action((options: Acting) => runBatchGivenUp(as(options)));
  byOperator(batch.command('retry <batch-id>'))
    .description('故障排除后重新处理该批次 Work on such a batch again, once the fault is gone')
    .action((batchId: string, options: Acting) => runBatchRetry(as(options), batchId));

  // the city's figures
  const scheme = program.command('scheme').description('评价方案 Assessment schemes');
  scheme
    .command('check <file>')
    .description('检查方案文件，不需要服务器 Say whether a scheme is sound, and all that is not')
    .action((file: string) => runSchemeCheck(context, file));
  byOperator(scheme.command('publish <file>'))
    .description('发布城市自己的方案；已发布的版本不可更改 Publish a scheme of a city; a version never changes')
    .option('--city <slug>', '城市，仅一个时可省略  city; needed where there are several')
    .action((file: string, options: { city?: string } & Acting) => runSchemePublish(as(options), file, options));
  const input = scheme.command('input').description('方案的录入项 Values that are entered');
  byOperator(input.command('set <file>'))
    .description('按文件录入各区县的值与依据 Enter values of counties with their reasons, from YAML or CSV')
    .requiredOption('--period <label>', '评价周期  period, such as 2026-12')
    .option('--city <slug>', '城市，仅一个时可省略  city; needed where there are several')
    .action((file: string, options: { period: string; city?: string } & Acting) =>
      runSchemeInputSet(as(options), file, options),
    );
  const period = program.command('period').description('评价周期 Assessment periods');
  byOperator(period.command('open <label>'))
    .description(
      '开始一个评价周期，如 2026-12；定稿在网页上进行 Open a period, such as 2026-12; it is closed on the screen',
    )
    .option('--from <day>', '第一天 YYYY-MM-DD，缺省取自名称  first day')
    .option('--to <day>', '最后一天的次日，缺省取自名称  the day after the last one')
    .option(
      '--series <name>',
      '系列：week、ten_days、month、year 或自定；同一系列不重叠  of one series none overlap',
      'month',
    )
    .option('--scheme <id@version>', '评价方案  scheme', 'liangji-region-1@1')
    .option('--city <slug>', '城市，仅一个时可省略  city; needed where there are several')
    .action((label: string, options: PeriodOpenOptions & Acting) => runPeriodOpen(as(options), label, options));
  program
    .command('rank <period>')
    .description('打印评价排名 Print the ranking of a period, such as 2026-10')
    .option('--city <slug>', '城市，仅一个时可省略  city; needed where there are several')
    .action((label: string, options: { city?: string }) => runRank(context, label, options));
  program
    .command('replay <period>')
    .description('由事件重算已定稿的周期并比对 Compute a closed period again from its events and compare')
    .option('--city <slug>', '城市，仅一个时可省略  city; needed where there are several')
    .action((label: string, options: { city?: string }) => runReplay(context, label, options));
  byOperator(program.command('rebuild'))
    .description('仅由事件重建全部案卷并比对 Rebuild every case from its events alone')
    .option('--check', '只比对，不改写；有差异时退出码为 1  only compare; exit code 1 when something differs')
    .action((options: { check?: boolean } & Acting) => runRebuild(as(options), options));
  byOperator(program.command('prove-isolation'))
    .description(
      '以错误身份从每个入口寻找沙箱数据并出具报告 Hunt rows of a sandbox city as the wrong tenant, and report',
    )
    .option('--as <client>', '向运行中的网关提问的接口账号  a real machine client; its secret in LIANGJI_CLIENT_SECRET')
    .option('--report <path>', '报告文件，默认 isolation-<时间>.md  where the report goes')
    .action((options: ProveIsolationOptions & Acting) => runProveIsolation(as(options), options));
  const audit = program.command('audit').description('操作记录 The audit');
  byOperator(audit.command('verify'))
    .description('重算各区县操作记录的校验链 Recompute the chain of every tenant')
    .action((options: Acting) => runAuditVerify(as(options)));
  return program;
}
