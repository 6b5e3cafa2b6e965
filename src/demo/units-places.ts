/** Townships and streets: slug, name, organ code, address, duties, villages and communities (slug, name, address). */
type TownshipRow = {
  id: string;
  name: string;
  letters: string;
  aliases: string[];
  address: string;
  duties: string;
  places: [id: string, name: string, where: string][];
};

export const TOWNSHIPS: TownshipRow[] = [
  {
    id: 'anping',
    name: '安平街道办事处',
    letters: '安街发',
    aliases: ['安平街道', '安平街道办'],
    address: '明河区安平路88号',
    duties:
      '服务辖区3个社区1.9万户居民，承担社区治理、物业矛盾调处、困难群众救助申请受理、老旧小区改造的群众工作和城市网格管理。',
    places: [
      ['anping-wenhui', '文汇社区', '文汇街31号'],
      ['anping-gulou', '鼓楼社区', '鼓楼巷7号'],
      ['anping-hebin', '河滨社区', '滨河路116号'],
    ],
  },
  {
    id: 'dongguan',
    name: '东关街道办事处',
    letters: '东街发',
    aliases: ['东关街道', '东关街道办'],
    address: '明河区东关大街55号',
    duties:
      '服务辖区3个社区1.6万户居民，重点做好老城区管网改造配合、流动人口服务、小餐饮和沿街商铺网格巡查、社区养老和日间照料。',
    places: [
      ['dongguan-beijie', '北街社区', '北街20号'],
      ['dongguan-chezhan', '车站社区', '站前路3号'],
      ['dongguan-fangzhi', '纺织新村社区', '纺织路甲9号'],
    ],
  },
  {
    id: 'yunhu',
    name: '云湖镇人民政府',
    letters: '云政发',
    aliases: ['云湖镇', '云湖镇政府'],
    address: '明河区云湖镇湖西街1号',
    duties:
      '管理全镇农业生产、云湖湿地周边环境、农村低保和养老服务、宅基地审批和集体经济，全镇有耕地4.2万亩，以水稻和水产为主。',
    places: [
      ['yunhu-liuhe', '柳河村', '村部'],
      ['yunhu-dongba', '东坝村', '村部'],
      ['yunhu-huxi', '湖西社区', '湖西街12号'],
    ],
  },
  {
    id: 'baita',
    name: '白塔镇人民政府',
    letters: '白政发',
    aliases: ['白塔镇', '白塔镇政府'],
    address: '明河区白塔镇塔前路6号',
    duties:
      '管理全镇农业农村、集镇建设、白塔文物周边秩序和安全生产，全镇有规模以上企业9家，承担镇级综合行政执法和便民服务。',
    places: [
      ['baita-qianta', '前塔村', '村部'],
      ['baita-nanzhuang', '南庄村', '村部'],
      ['baita-beijie', '塔北社区', '塔北街5号'],
    ],
  },
  {
    id: 'shiqiao',
    name: '石桥镇人民政府',
    letters: '石政发',
    aliases: ['石桥镇', '石桥镇政府'],
    address: '明河区石桥镇古渡街15号',
    duties:
      '管理全镇设施蔬菜产业、农村供水和污水处理、防汛和地质灾害避险转移，建有2600座日光温室，服务石桥蔬菜批发市场。',
    places: [
      ['shiqiao-gudu', '古渡村', '村部'],
      ['shiqiao-xiawan', '下湾村', '村部'],
    ],
  },
  {
    id: 'qingxi',
    name: '青溪乡人民政府',
    letters: '青政发',
    aliases: ['青溪乡', '青溪乡政府'],
    address: '明河区青溪乡溪口村',
    duties:
      '管理全乡林果业、森林防火、饮用水水源地保护和乡村旅游，组织村级公益事业一事一议，为留守老人和儿童提供关爱服务。',
    places: [
      ['qingxi-xikou', '溪口村', '村部'],
      ['qingxi-shanqian', '山前村', '村部'],
    ],
  },
  {
    id: 'liulin',
    name: '柳林乡人民政府',
    letters: '柳政发',
    aliases: ['柳林乡', '柳林乡政府'],
    address: '明河区柳林乡柳林街8号',
    duties: '管理全乡粮食生产、奶牛养殖园区环境治理、高标准农田建设协调、防返贫监测和乡村道路管护。',
    places: [
      ['liulin-xinhe', '新河村', '村部'],
      ['liulin-majia', '马营村', '村部'],
    ],
  },
  {
    id: 'huanggang',
    name: '黄岗乡人民政府',
    letters: '黄政发',
    aliases: ['黄岗乡', '黄岗乡政府'],
    address: '明河区黄岗乡岗上村',
    duties: '管理全乡旱作农业、肉羊养殖、山洪灾害防御和饮水保障，推进易地搬迁后续扶持，是全区人口最少的乡。',
    places: [
      ['huanggang-gangshang', '岗上村', '村部'],
      ['huanggang-xiaogou', '小沟村', '村部'],
    ],
  },
];

/** Schools under the education bureau: slug, name, address, what the school is. */
export const SCHOOLS: [id: string, name: string, address: string, about: string][] = [
  ['school-shiyan', '明河区实验小学', '文汇街40号', '公办完全小学，1952年建校，48个教学班，校内设课后服务和午餐配餐。'],
  [
    'school-erxiao',
    '明河区第二小学',
    '东关大街103号',
    '公办完全小学，36个教学班，以纺织路以东为招生范围，有盲文资源教室。',
  ],
  ['school-binhe', '明河区滨河小学', '滨河路58号', '公办完全小学，2019年投用，30个教学班，设融合教育资源中心。'],
  ['school-yunhu', '云湖镇中心小学', '云湖镇湖西街33号', '公办寄宿制小学，18个教学班，带柳河、东坝两个教学点。'],
  ['school-qingxi', '青溪乡中心小学', '青溪乡溪口村', '公办小学，12个教学班，校车运行4条线路，供应免费营养餐。'],
  ['school-yizhong', '明河区第一中学', '文汇街2号院', '公办高级中学，60个教学班，承担全区普通高中七成招生计划。'],
  ['school-sanzhong', '明河区第三中学', '人民路118号', '公办初级中学，42个教学班，对口实验小学、滨河小学毕业生。'],
  ['school-baita', '白塔镇初级中学', '白塔镇学府路1号', '公办寄宿制初中，24个教学班，设劳动教育基地30亩。'],
  ['school-zhizhuan', '明河区职业技术学校', '南环路77号', '公办中等职业学校，开设护理、汽修、现代农艺等8个专业。'],
  ['school-teshu', '明河区特殊教育学校', '健康路45号', '公办特殊教育学校，招收听障、智力障碍学生，承担送教上门。'],
];

/** Hospitals and health centres under the health bureau. */
export const HOSPITALS: [id: string, name: string, address: string, about: string][] = [
  ['hospital-renmin', '明河区人民医院', '健康路1号', '二级甲等综合医院，编制床位520张，设急诊、胸痛中心和发热门诊。'],
  [
    'hospital-zhongyi',
    '明河区中医医院',
    '健康路26号',
    '二级甲等中医医院，床位260张，设针灸推拿、骨伤康复和治未病中心。',
  ],
  ['hospital-fuyou', '明河区妇幼保健院', '文汇街77号', '提供孕产保健、儿童保健、婚前医学检查和新生儿疾病筛查。'],
  [
    'hospital-yunhu',
    '云湖镇中心卫生院',
    '云湖镇湖西街18号',
    '中心卫生院，床位60张，带9所村卫生室，承担家庭医生签约和预防接种。',
  ],
];
