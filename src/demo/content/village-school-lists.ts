import { addDays, type Ctx, num, type PieceSpec, sum, workdayBefore } from '../context.ts';
import { doc, p, table } from '../html.ts';
import { SCHOOLS, TOWNSHIPS } from '../units-places.ts';
import { masked, TOWNS } from './roll-tools.ts';

const SUBSIDIES = ['高龄津贴', '耕地地力保护补贴', '残疾人护理补贴', '公益性岗位报酬', '农机购置补贴'];

/** 村（居）务: what was paid to whom, as it hangs on the village's own board. */
export function villageLists(c: Ctx): PieceSpec[] {
  return TOWNSHIPS.flatMap((t, i) =>
    t.places.map(([id, place], j): PieceSpec => {
      const town = TOWNS.find((x) => x.id === t.id)?.name ?? t.name;
      const rng = c.rng(`yikatong:${id}`);
      const rows = Array.from({ length: 5 }, () => [masked(rng), rng.pick(SUBSIDIES), rng.int(3, 40) * 50]);
      const quarter = Math.floor((Number(c.today.slice(5, 7)) - 1) / 3);
      const say = quarter === 0 ? `${c.year - 1}年第四季度` : `${c.year}年第${['一', '二', '三'][quarter - 1]}季度`;
      const total = num(sum(rows.map((r) => Number(r[2]))));
      return {
        id: `yikatong-${id}`,
        unit: id,
        cols: ['czbt/butie', 'zdly/snbt'],
        title: `${town}${place}${say}惠民惠农补贴“一卡通”发放公示`,
        kind: '名册公示',
        on: workdayBefore(addDays(c.today, -18 - i - j)),
        item: '村级补贴公示／惠民惠农补贴“一卡通”发放公示',
        html: doc(
          p(`${place}本季度到账的补贴如下，合计${total}元。名册同时贴在${place}公示栏，姓名只留姓。`),
          table({ caption: '单位：元', head: ['姓名', '补贴项目', '金额'], rows }),
        ),
        answer: `${town}${place}${say}的补贴已经到账，名册在公示栏也能看。`,
      };
    }),
  );
}

type SchoolTopic = {
  key: string;
  item: string;
  ago: number;
  make(
    name: string,
    id: string,
    c: Ctx,
  ): [title: string, lead: string, head: string[], rows: (string | number)[][], answer: string];
};

const SCHOOL_TOPICS: SchoolTopic[] = [
  {
    key: 'gaikuang',
    item: '学校概况／学校基本情况',
    ago: 60,
    make(name, id, c) {
      const rng = c.rng(`school:${id}`);
      return [
        `${name}学校基本情况`,
        `${name}的办学规模、校舍和联系方式，每学年开学后更新。`,
        ['项目', '数量'],
        [
          ['教学班', rng.int(12, 48)],
          ['在校学生', rng.int(420, 2300)],
          ['专任教师', rng.int(38, 168)],
          ['图书（册）', rng.int(9, 60) * 1000],
        ],
        `${name}有多大、多少老师和学生。`,
      ];
    },
  },
  {
    key: 'shoufei',
    item: '收费管理／收费项目和标准',
    ago: 75,
    make(name, id, c) {
      const rng = c.rng(`fees:${id}`);
      return [
        `${name}收费项目和标准`,
        `${name}只收表里列出的项目，依据和批准文号贴在校门口；没有列出的可以拒交，打区教育局电话反映。`,
        ['项目', '标准', '自愿'],
        [
          ['作业本费', `${rng.int(8, 18)}元/学期`, '代收'],
          ['课后服务', `${rng.int(2, 4) * 100}元/学期`, '自愿'],
          ['午餐', `${rng.int(8, 12)}元/餐`, '自愿'],
        ],
        `${name}收哪些费、多少钱，没列的可以不交。`,
      ];
    },
  },
  {
    key: 'shitang',
    item: '后勤安全／食堂收支',
    ago: 40,
    make(name, id, c) {
      const rng = c.rng(`canteen:${id}`);
      const income = rng.int(380, 960) * 1000;
      return [
        `${name}本学期食堂收支`,
        `${name}食堂不赚钱，结余转入下个月改善伙食，账目由家长代表每月核对。`,
        ['项目', '金额（元）'],
        [
          ['伙食费收入', num(income)],
          ['食材', num(Math.round(income * 0.74))],
          ['人工和水电', num(Math.round(income * 0.24))],
          ['结余', num(income - Math.round(income * 0.74) - Math.round(income * 0.24))],
        ],
        `${name}食堂收了多少、花在哪里，结余怎么用。`,
      ];
    },
  },
  {
    key: 'fuwu',
    item: '收费管理／课后服务',
    ago: 68,
    make: (name, id, c) => [
      `${name}课后服务安排`,
      `${name}的课后服务全部自愿，不讲新课，家长可以随时退出。`,
      ['星期', '内容', '放学时间'],
      ['一', '二', '三', '四'].map((d) => [
        d,
        c.rng(`after:${id}:${d}`).pick(['作业辅导', '体育', '合唱', '科学实验', '阅读']),
        c.rng(`till:${id}:${d}`).pick(['17:30', '18:00']),
      ]),
      `${name}课后服务做什么、几点放学，自愿参加。`,
    ],
  },
];

/** The pilot of the school catalogue: what each of the ten schools publishes; a few items are still missing. */
export function schoolLists(c: Ctx): PieceSpec[] {
  return SCHOOLS.flatMap(([id, name], i) =>
    SCHOOL_TOPICS.flatMap((t, j): PieceSpec[] => {
      if ((i * 5 + j * 7) % 17 === 3) return [];
      const [title, lead, head, rows, answer] = t.make(name, id, c);
      return [
        {
          id: `${t.key}-${id}`,
          unit: id,
          cols: ['zdly/ywjy'],
          title,
          kind: '指南',
          on: workdayBefore(addDays(c.today, -t.ago + i * 2)),
          item: t.item,
          html: doc(p(lead), table({ head, rows })),
          answer,
        },
      ];
    }),
  );
}
