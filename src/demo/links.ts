import type { DemoFooter, DemoLinks, DemoPiece, DemoUnit } from './types.ts';

/** 常查, synonyms and the words the segmenter must know. */
export function buildLinks(pieces: readonly DemoPiece[], units: readonly DemoUnit[]): DemoLinks {
  const elderly = pieces.find((x) => x.id === 'yanglao-butie');
  const places = units.filter((u) => u.kind !== 'department').map((u) => u.shortName);
  return {
    hotSearches: [
      '养老服务补贴',
      '小学招生范围',
      '农机补贴名单',
      ...(elderly?.docNo === undefined ? [] : [elderly.docNo]),
    ],
    synonyms: [
      ['老人', '老年人'],
      ['低保', '最低生活保障'],
      ['五保', '特困人员', '特困供养'],
      ['养老补贴', '养老服务补贴', '居家养老'],
      ['高龄补贴', '高龄津贴'],
      ['上学', '入学', '招生'],
      ['划片', '学区', '招生范围'],
      ['种地补贴', '耕地地力保护补贴', '粮补'],
      ['农机补贴', '农机购置与应用补贴'],
      ['公租房', '公共租赁住房', '廉租房'],
      ['危改', '危房改造'],
      ['拆迁', '房屋征收', '征收补偿'],
      ['征地', '土地征收'],
      ['医保', '医疗保险'],
      ['社保', '社会保险'],
      ['落户', '户口迁移', '户籍'],
      ['城管', '综合执法'],
      ['暖气', '供热', '供暖'],
      ['自来水', '供水'],
      ['打疫苗', '预防接种'],
      ['家庭医生', '签约服务'],
      ['烟火', '烟花爆竹'],
      ['欠薪', '拖欠工资'],
      ['红头文件', '规范性文件'],
      ['依申请', '信息公开申请'],
    ],
    dictionary: [
      ...new Set([
        ...places,
        '明河区',
        '养老服务补贴',
        '高龄津贴',
        '最低生活保障',
        '临时救助',
        '双随机',
        '一卡通',
        '耕地地力保护补贴',
        '农机购置与应用补贴',
        '公共租赁住房',
        '公益性岗位',
        '家庭医生',
        '三公经费',
        '政务公开工作要点',
        '政府开放日',
        '依申请公开',
        '规范性文件',
        '十五五',
        '十四五',
        '便民服务站',
        '老旧小区改造',
        '农村危房改造',
      ]),
    ],
  };
}

export const FOOTER: DemoFooter = {
  organiser: '明河区人民政府办公室',
  contact: '政务公开办',
  phone: '0999-0000 0001',
  address: '明河区安平路1号',
  postcode: '999901',
  hours: '工作日 8:30–12:00，14:00–17:30',
  siteCode: '9999010001',
  icp: '宁ICP备00000000号-1',
  police: '宁公网安备00000000000000号',
};
