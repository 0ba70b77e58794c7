-- An archive of version 3: four articles, one in two versions, one removed. Made with .dump of SQLite's shell. Its index is of an older
-- cutting of texts, and is made anew when it is opened.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE pages (
	page          INTEGER PRIMARY KEY,
	edition       TEXT NOT NULL,            -- pns, ins, fin, ol
	id            TEXT NOT NULL,            -- 13 digits
	url           TEXT NOT NULL,            -- canonical address
	section_code  TEXT NOT NULL,
	issue         TEXT NOT NULL,            -- 2025-12-03
	state         TEXT NOT NULL CHECK (state IN ('queued', 'done', 'moved', 'gone', 'failed')),
	due           TEXT,                     -- when to fetch it (again); NULL: never
	attempts      INTEGER NOT NULL DEFAULT 0, -- failures in a row
	visits        INTEGER NOT NULL DEFAULT 0, -- answers so far
	etag          TEXT NOT NULL DEFAULT '',
	last_modified TEXT NOT NULL DEFAULT '',
	first_seen    TEXT NOT NULL,
	last_fetched  TEXT,
	last_error    TEXT NOT NULL DEFAULT '', host TEXT NOT NULL DEFAULT '', listed_edition TEXT NOT NULL DEFAULT '', listed_code TEXT NOT NULL DEFAULT '', listed TEXT, "read" INTEGER NOT NULL DEFAULT 0, missed INTEGER NOT NULL DEFAULT 0, missing TEXT, failing TEXT,
	UNIQUE (edition, id)
) STRICT;
CREATE TABLE listings (
	page   INTEGER NOT NULL REFERENCES pages,
	source TEXT NOT NULL,
	title  TEXT NOT NULL,
	time   TEXT NOT NULL, address TEXT NOT NULL DEFAULT '', seen TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (page, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE dictionaries (
	dictionary INTEGER PRIMARY KEY,
	kind       TEXT NOT NULL,               -- the edition
	pages      INTEGER NOT NULL,            -- how many it is made of
	made       TEXT NOT NULL,
	data       BLOB NOT NULL
) STRICT;
INSERT INTO dictionaries VALUES(1,'pns',1,'2026-11-26T00:25:46+08:00',X'28b52ffd6433166d5e003aa45c2350c0aaac06686cf9ff69044110044168a8e0e0f5fb7ace574d8fdbff5227282cdcbda2d10168be6eba6c6ac8b6934560d9c86b9de02cf1029f1559553476ef3b9949201a1d1aaa1333dcef2a8ad6519c0b1b0213022b02e6696a78ec1255c91306295f9d65001e01273f912af45c03d0bcf45855b12214233c504df4016935a54e676aa14c535eba555aacd06199a6343a4ed43637f84aaa1a1da7f7a92b6e9218ceb3c44d9ba3b35aadd2735c535b83afa45ae2abf0d3e8383f92c79a72f44c518f080c8dc0d14824027709c4e0a06983260c11b847a20d626c70c44151092c8546a0690442388940081ce425106383191cdc23d0540239389821328dc0d3081c71705402432330c4c1f0e3f17c3c182150062823e313823e1e8f470d435e9ac835dd211f81a51238e2a04704666c50c4c15035d1afdc26d23ccd6dfa48254f3d0c26598a15fa3ba5e7ca836360b13930d79b7089612eaf814497bd738ef56723e20d2fcf627344dc3c8b835748741890deb28b5552c41c5a9955f36c2bc75a59f6ce2c0e86b97e04490fd9c11b4afa0636e7c3cb7795b039e649ae28999a547efa481cb5cd503451f3533ee212adf72cbc990f7da4836739f12432deb3f0527432bb41ec597821cf852704f2803c0b8f6d6517cccb72300ccc6fd9fe6d45c6a1f8d6edecacef56beed9d5dad773dc836add7bc5cc955acd09fc882634d9156aea67b3479114ad43a866b06be7e2493f771d4e382c56af2d53c297c241599b2805ba0eb3a7a7be528b1427f216a1d43d469ea9c1bed304954475d71330c3554745dc78fc4c1d3d1e3ea2e8915fab4f928ea6f35f768315ef0913acc5d7a256a1dc50a5da2d6d1ab6041820b141a38000031ef9c73f930d78be0605bcde77270cbf66348be080ed6a8a8416328be767008962ed3c1cf70f0cec4c75a99432bbb2b5d8346517f68286a54d45fca5134f5914e186b8655d4df85082a5c6040019e32b9eab4cd8daa6205efd828123dd78f747ac9c121afaebf080378043891a74a63ab7605e94679ba4715a5aa28550d45fd1943f1338a1a4d9d69c72856ac19b8a9e229aabfb434a1d29323147528ea5064d99c13f73e9e2ab7ca3bc54fcae4a8d5c44bae8250e9c9814a4f0e517febd841a6e569fa406b86d52407abb85e25f472fd055ff7e9c447952c4b290b7cdda71d8afa620c457d318afa9b30011c5590008acad3c44db23c6d9e005791eb3653be96fb23a1678aa2f88a9e174cf2c3603acbd22721ec48cfce46f1d1a486a106473d56145f498fa3a74945f1b542abb6c9aa799a59d7df8794c179fd811090008a2680a1948ff8a325d6dfc7b3aa7cdd65689ee46ae26a5861047e44a0a802f811812109a0a842a79332396ae302e4016df344cdbbac744f43ab03d147abc893b880048f4763c4b23928285dc5f52a1dbcc772e23f2fd77f4ed8f410c803d2dfc904a567799a3cbeee93fe560e5e6ea83cdd5057dcfc48aaba4b938a3c85a22e5361494cd7a1c833adccbac5fa43ad63c763b380745dedeb0f1dd1cec7243bce32444734ec74c83214f50e45fdad56ab2d6ab214759912f557ee353d5193dca88f74223d1579122bb4c7e92c89a158118a1944e00133d9aeeb6a5fa486f66def4cd2f2371a0fc2c65e078365e5570e9ee16057892e7be776a583b0b18b2646a1414e41e9ad9abc529365efcca2f26dac2c0311b790f4190ea67d78d93bdf4cbecb873cc3c12cb1d8c466a6897817908e73fb2c0ec68975d83bdf40c46fedcf4a7a48ccbfbdde9946e36d5a0f02c597f9884548faaca473d8a0b7c87415f78be0e0564d8ebdc438b71fb2833b17231dbcee16c75e62d93bbf84884dc0f8190e66b574139bd905eb2a233dc7fa273ef4d8cb1721e9293ab97d893f5a621d0efe90790f38306bc6a38874161daca2c1cbde5904c6b3327fc4abd768df030e2c7be7929accc23c884d77c9fcb7f539952ef3c6b7147fe64387717d07a4d10b51c685271a8940349b59c5fd34ac2e7b67bd43517f06a052e9c9a171ae25b95134ae188506598722c75ee21b570fd9c1206ccc9288596c4e494dceb1fe494cf7782e402c3a98c5e6e0dc3e4dc48fe0c42062bcec9d4bb85d03b7c75a1906a4e758ff05fb2e11bd7d893b9fd80ec6b9fd0f6d072fb8febac531b758a683076163f706d6a091568b75233dc6761607db56fa4c89cec2f511952e7be797ebb31e7eac95399088350a7b67169bd3e67c8ef56bad77d1c42ddb7fb99ec5c1276cba880e66d1c12ddb8fc1c1aed6dbde1926f3206c7c4bf15fefac519a9ad81511b3a4e82ebb3f63f265487a0ce6733958f6ce2b339d655d7904490fd9c1b41b3865d743c8640d1a3dfc76447e5b0f8bf935291e87e265efccb6b27b22b36a5e030e6689c5b215ba44ad632886624518764e5c957295a79eea95a5046f01cf8503cf033d29c4b09bf864d76738d84bc18107733d0bf35e0a0e3c7407e33d84f037938f7303eb2f80d0188aaddb4bb8bdf6f24dd47c1d1a45fda9b6b921ea94afe7c981a20678f000850b1b132a40b0f1000316482732d5f14080d5c4cbf2a4c0d7edc08a932ddb8fb93f97836d2bfdb5ebfaf3783c1e4f0802089411caf8841fcfc7f3c910aa2649e2926f5a6212f677789159d77f56bc7d89692eb1be184d8e429da61247282384e17d449f9117aa2b6e92349bd996e2cf84fc5aeb673ef40f6d075a459e208c321072ede65bb68f82846771700b49d71f8492aba933dd26904be6b338388683bdd013c1c1fa62dce96a23e527b25437cc8daaa1a84590de24b50074443ba0d1946eae8e6ba863af1b5ba4d9cc292ef1498c46d3734d6dd5443fd289a46002180a9a6f5f1e47e76738f883cdb97df89110af62f24398fc95dddfadfc5607d780f4f6e5dd5cc731f1b3123d97835b1d4c8bf51b90dfba9da4e541b43e0dc597bd73abed36269e4507bf72f0865d3761651a8d7f95f411bb8e92836bacbc52935f35be7d7911315e46e5e3dcc01a7060990ebe65fb2450beec9d537472eefdedcbaf8c886564f2cded1d62fa4deb478cf8f6e5db988f63e23fd89c965caf7975f744c6a1c8fccdedb7132f7b679a4b6c03f339572f21f12cb13896835935dfb27d13351fc6f5af771681f12fd8cfb9baabf53138b88644bfcd7e09b7c3b8be65fbaeffe0e06902811320410401c2380935e403d541315594139ed86d37b9f6e850f80e4b912d850b3bf283be1b4011cc97d834d53576a335d6a5bdb1fb047209e2307ed4856ad18535eeec43dbfb41041c1f1ca68d0dc4acf6a34d428b413427942b3a47fe0580e3b8a2128d8b00cf926a1b7bad03ae031664944134863e3cc327c3de0ca4da1d07f00812c6793b8a338073185c26982819c7ec076787e844edf0c02080af487106091141d804856dd71bccd8063094090d00433882cfcdc3b4b2f54a2e7714f838ef42eb5bbf11ccdb1c3cc2af0d3c09702110b4898e407e09780de4f28bc8010fe01bae1326f52803284b50076534fb144e9c9b3bd780f38d0b9885cda224a95c2e9365f7e8c336926059df90b66c3345db0276c47ebe8d7e4dfddff00fcd96dd239da019c6d800d5e4e6a31ca0149b6a1d4eb387f66ce4d13c747123b07db6f150fc8387740154866553296bb23c8fc84d6e502640c8f0f3e8a44bfccbb0323fc61549b69800c46385432a5a2bc40357ac604db3b8f6da327a63f92df0e503676a83cfd4e9efb5262725807219e232d0704e454414fbc4298714f9815b1a88c3f1ba900391356775ca822e2ac75b709809047fae6165934162109c07ed9d015f2ce73760efa609a063088e01f2a01363043620ae1c431c86147e9b8b1ef262cf11b1cde0cf2031431bcf454600c045b39c5ceb6caca24a8b8760edcd691e90ab13b1108117ffe0c9a907acd681d262bde6db60a9015f0848e13c885e5cac80d532b52c833037a04e307bc2d8271f2637e138e29a740d90c6f92f3d580b2217a06b4c59611035e023453886f78dda80ad3c397bf0a71ceaf30af10d908737aab323cfc1cb6383242a234bc661614d291ece8cd764256a4e6b58139a317886cca51815e837e1f2078cc4f5998685e8a0ce0cad4600aee3bc6532b038012da9e2810da3318d0b20b45d4319a029a82839a38428001ef141bccc1eeed8526ea2213eec33a6d406ea4e2ff637233c185fa257e966531e814bc5e0f03994f15027ee1b08195f336b5b062a3c9ce61f278f218802115be96e');
INSERT INTO dictionaries VALUES(2,'ins',1,'2026-11-26T00:25:46+08:00',X'28b52ffd64fb146549006a77381948c056710268589348250882200842b9b37383875082f1146cab2d21132813a881dfd520e954d6e6fa82aca5972d8b18bdc4a014602293d4448dd7223784d8052707d755140c45010882016f01780128a7eda4da0cfcf6aa8d3b6d28bf9994f406eacdf4db896a2ba1e8ed046533fd563a7d281ba8da56bf7528db896a3bfd66526d24d556fa8d536d1eca76f2dbedb8927772d2dd8ee338eebcf7c56f7753df47d9bad376fa6da5b7936a33fd764f725b517f9be4a4fe6c4a7cb36a20b78845d982267fb9bc061030a12338501f31b419205447c76cc70e5a8858aae3062a133424133424a4085ac2882c054ca8a72615f222e54828afa38109917cf7729bdff9a04dfda8c98b811099fd9881a27091f6d4a4206ed22027d06a52637ca0f9f849ab49257124cee4715e35a9043a0328af1b5067944043cca04040b21027d0981f191258ade2e0497d86d0746cd2979f34766428850f8d4810b447c52cbfd877c7a26c4f26abde4af53f4d1d7ef58038f6f0f696ef36f555fba5cb8a4927bf933cc5a65cbbb5e14dcadec3aafb8f5894ed1d7b7847fe8db82e59e41e47e7ebc97b5167d97b6853ab37c3faa756615106f58738db4eead024e460532c528b551c7b8845591c7b58552660584991c000000e365572b31cbf977c85dc56c3c74595557059261fe9f1c3efbc17f5a54b1fbfeffa25ffcef1bb28bb34996db7b3f51a28d84e0b36538c0fb40f3968d9f6f3bb162fc977fffebc2a2a5b77da4c0ab693ca764fb2bca3518bfc9185e4719e2685dca43a37d01a42c49253975d1bc41014701c0a0506137af10295114b65b8482b0e9bb48389a59d9022a8c9e3bc6c41d233b9c8bffa5d83d9f6d58b2ce79b2ce7eb499b3a4f2d7eae0d5e9cc5d6a5e1418dbca8fda8a981c8a1653bf670e4a24b1c2fa8919b59b665588e3a72b3b878cbb0bca3d1162fcefae26c5faf97c6798b388b2d9cada8bbc94b72ebd1a6c05d5d1bc4a2ec027215be5874b187034f7212e5a2c5f2dc6007f35f5c0c500bf007b7abe43d407ed1a59f5874f1010127590a48f5af0572738268b6aaa95d198bf215cd168ac5474db27cdf278ac5ab3d5f4f6e0d9cabfed3abd1ebf53279d85b1af57d9faa7f5d8b62719b72e9e697dc2c39bde9d3565a69d5a649a70d3c6da5df02666bc4c51fb5b9da385bf055e39b84e7365b5c5c95d7c74d9a53a3c602564b022425b14323992a9cb50a14694c0fd4870fed430f6a3d9ca0a1151f6a3f66a0319bdacf8b59de17c7040dc16091a6408206913183091a020113c2f199c1a041db385b51d4e369d25b3e5b9beaa2ae9655661869ee24f7ea33cfca1a37ce250d4c2ad303d5f18282b849677a509d173427869a884953f8d04ed0a035396ab9c4d90b2f2e7128ce0b71b6e5c5b9c4d99a5f962d9b020df4169cedca059595080fbe45be0bd436056ed1b3f4b84bde6d0adc01928d8041b33d40801b006eee426997ce60eaf24d1d9ee3798ee77971eec28b33a9cbf3e26c7fdc9dd4e589bb10e7b2c54d568845bde549d79b65b6a6f88d265f5d9c6fa94371de80aa2356135143cbd633e05d0c8309815f6dcbb744edaa1c67ebf596deb5c81ffbf7e29fde68f2d568f215ceb687ac6d8afc930192e1b0494930b194f45d83e087e71655ad09df35a82fcea49014e26c45fe3db94550bf8377edae49f3bba803a22c8e3dbcf862d1bd23f05de69f6fd6b38aa2820aa1ea28a92e254fc9654c102de608cd06097ae247567d94d498580a8b494bf048616266d547492d91f04861d4487358cc921c91651bc0145e5c13437b62e8cdce0c0891593685385b9726597036bf73be2a4702022aa4acb02c50b1c05221c28314b85b2c0103faf7a2c853be6b0aafdf227066266233202019ce0d1406099aada9e47927a693aee3ba961912b523396833b0998b9d1a2c96bebe6687d64287964383167433cba490fc71e49f6a653a3119a8dda943a909ced793bb4591211c9fd98f11b39b19354bb26b83a5508646ed26271581331bd22385fdc872cca0d996c43f5bdcd49f47c2c70cf62333f123abb796f8916552a8cd178bf9e0164f16cfa64e0465588ebcf033f59f6137b17467d1b84591a1183a341b1e510a98d00d9e3446267d099106d1a1d1c08484f4a4311b2a46d46866d21c3f3299a0a19b9d99909ed4040ce57941797268318cd47c86d0726228c7a14e5cd7f5bb7e33255bbec1563f47b5066c496d50c3be5ff5410da16ff0cdefde4e9f5bd4ad73bb6e788e76810e20510400208a4989650fae5031d5951332b18b3799edf1287c7b8c40f44a977e87b5ff99550ea6ba066f34c7be9b37769e4007a038ac167521477ac1e32e3cb75b9f04805a1cbeaa0d34d35ed038de1c3d069d264e4e7d21ed04c011ae816bf6bed34c84d7e12f3280e30074348a0b94f7996d8f2c08161dabe9087bcc210246bc69a206b27b6c4c01c19830ce731d9c01a1138efa03b70ddfc5734e34112a3b1805c18704cee877189e9106e0061aa1a7e4596ad97e2cc7109784c743204c06f802028a799a9dc780b08127013b5cc24118026dbb5f66c0e696cb67c9814ceb0d0f09931694c1132488887bfb5bc8b3af7129eed91c18686ac5b8d0c010b8753041f10e39db7af6025e4f0da0f33ffed6470af68cab275c0abcc207e884141e2de7bce2712c1042719cf4469d49b501b103e671860663905915620148453eebf1577602f625948b376299e799979732214afeaf5833664d09ae10407fc0bb0d88f603c26a43c2ebf9d9bf8c3b05506286a80c4cc5855eb1c830f1024a8af820a20de4427821ba818c04e7adccc24a90635f383d0702629d3ac22bef7975027141423b836f303c2d609581a505130c6b297c6cd5e11ab0ace13670c2112390106b454ac24db2f105c3a82d498034422902098e580e3b03b71ada782ed2047c2d9ae167b5ce7e919338471ef1914b7678f11b9e4b043ab5135d2ce800df0848c17910a7b89802d6cad8720661d68012c16c086bbf7c98d804e980ebc939401ae6bfcc60d67b1835b3b9d079852f6918260ca2067ca0386990176a3804ab4f644eff9a6de5bc42ac01f2f346ddeccc7930332e2039cac893911858cb89c3f9f29b68a4cd6939d684666cbc2175334c85754fb8fc0143717d4803bc3b78b60e2825e7ad2773da096829340f901acdca5d00415bb1c920be82b351294c4201de881f926570171a499d9483771a2432c987baa784c394f0a4d1164063040e30908bc1a2e72a72bbc5d2e268f6c719cc34b4dca85bd830790c421480afbaef');
INSERT INTO dictionaries VALUES(3,'fin',1,'2026-11-26T00:25:47+08:00',X'28b52ffd643911f53e00ba678c1545e0d4e6f03fd97b23618619e67cce44e24f78758db3ad0cbbb51a6c000e01af5e40a483241949326dc9dd2677cbcdb8a4e07414b120734030d2a6a5e52ab36ac4181162f8054201390140019d42ee2cd96d4aa5a3aae5ce3af1366875ea7eec4fbc2da76f5d8d51f6565dceae4aad56abefefb3ecc9cd1cfeddde8fbdeab6b479e2ed895af9fdf2ddb98ab6994c2693a94464e48400c1a669abafedf71acf6c39acb7b6dc44e5db258ac6b9ebbbb57251f4c69fe3cef9db4dd405add6e80ea051c74e38028528499245cb2cc78d7802686cb163f62147fca10925499e4c22a69293e92449d240029113045b01297363460393e16811755e228d97286b60441698ecc7cf2c058c904750d8e312bab01973bcc21a1db14647ac377ffce9a8ce04a4d567a1fef5dd7e9c5490c1ff695fe5fe89e2e4bc7cc502e9ebfbf56e30512998a5e192f8ff9fb4ff827454a7a6f14a033757da967b1a83a5cb69abf14ad34e3cffff9ba8d5ed9fbcdeaae8a876f67eb4ceafed47fa364c94a76d9619fc1f1dd50cfe4f3ea080c14283090e00d01cec7be55b578f7ca8cbf21e2f208d7cb44e1392974979734339e3081462b5f403cb10122144574db83324fb0163ec6931fba1098762cc48b08cae5891bf1865ef063d36639021590e8d7107d058e325d6d9da9dc62d12c77956db085ca39db6d2d3d8e3df6f4a6765773dce566fdf2f85ca69dd3e8dda6f3bd9597b455ecf92fb4bd9f74a7a146fe5fdd84b8f3f0b75fb689ddece167724aecebf77277d7dbdde1c89b31addac465b76888460b23af9c74b1a5bb054b2b44e96be604ae3d544796f3397823b4da31ae571098572c6aaf7ff2c15ad14bcb77c02c1883d36e344f5dbe5fd5dce662ea15f7f615ebef2e567718d6905fb5ed13a55b62aa5b1b7f3447558a6e08e8eea4ab75554a3238d7a5070f5d6272b36738f3b0efdb6760e200fecdbe114be7f807af3caf774a4510504bce604509f63753b3c82c21897e80313c2a8185db12210b0b0864b58ad46351a132bda4c262630b1a2eae9ddbfa7756e261313d4ed36b70085dbdfaf38c8699dfd72ce921aad5692e4361324db6e5e619d7f75f3f655bee4964bdd0e67ffb3e5ba971e88699d727a3c438964d34c9bc964f2de9354b66a85d376556f67797845eb349952d7b3204e9df6df1f4f4d0fc4dd05f7de30511d9ea80edf6ebf0ab20349257970c413cc4b14e11114969c4ca714b1229d97c88323eed0185f6ec4ca6fb79fafb3ce192159cf0811476cd6e363ac13086cb4c123abd528cab37f01ff7849e47a96678bb9cbbd677fcad214b122183ac69c1eb16e9f466bce16f4b3a4a424d577de9c042f496a4b5d8df3f6d1519df7e3af45f254b25fce6d6f693d6e882c30590c12619d2b9a8949a3dd9597956d8adcb44e153eb2a5becaffdccdd7d33affe7e14eca9915a39ac1ff69548b89cd6286663840421a984cfa1022635e224b8c285343848919a50f21b2723aaa33c0c8b75d0eef8febfbe3eefed5cd2c8d569c355a6d009c69cdac914fa32f1c22988ab18e7cb476f7db7cbb82ef0d68d9216281c96660b2bfbad9b3bc9e4a247523392139e168118340842a60a2abc58c458668d3e8cc0dd14f50f80116fae0882f2ed1448b58b5e59ed6b941eb3f4f54c79d3cd142a46327bc119201b98495578dd6a96265aed4f7f73745630e42380980701200e12480818880eb59ae798d3d56e617b47d8569e53782c86c008dae9a1d22183a421135638b1b63e5b49e3e8deec8842c5c84205e220e1b71e686884750282324aba7cfe687ac06465c11247b1931eac8187fbc84ae58918fcff81314f2b8844036628917221d19a32b563463c60cc52b14a182e876d8cb94085f0885756edcedb9b3b76bec3bcbc1db616f3fb00c312163e6e312b6b8441b40a32b56f442130680e9200002008c31666506768e0830e0fd2eee001ccfa0126dd8810c608c8cd1a40d43217220bab08dee16b01378ba01aa94c29391919ec4a3e6ba604a2048965876f8111320764eba0553b21193008c0df8569908eb15f09cfd4083d92194203dba20539c40f1124ba80f0920003a3ba0420dc4a4b9930ec4c0997244130e5fc0f0541e99583764069f201a0d90c1f5dfa0cac50007d4c045620efbe8e1dd4bd6a1e1e2c9fce0180d00072107b7190c5479d83cc0aec1d700b23124c1b70c4dda8fbc154d9af5e8462a48e04d0ad0da64514a6cdf6c71b589443b59a67230c5d1e08699d758d81f1d46beead374fc6ff63006fc1720f9f2f211210ac0c34e17edbe10691224a8019e13b24f0266160fb09283d2ceaa940b84a854f5158175f3b56e000390030a9f3021c3a09826709e41563f7061d5b5002a651edfd451627275cc389f6f0baebe23e4c07c44296510690852087aa65587efc0430b0fcc8103d1c7daa39406949b41b41268e3d584ab46527306719c129907ac31036aa75294430338b3b7841291012d92acc5c02bc177b0c87a24150c09c62d508d72692440d10370089fb62d301471c5898b1f13e861982b3122a58171a235157bc1c95a288b96fa5f08d8cba5344281327e6a432a790d720150181fc3e6e075e24b92d549582b5e6936bac231538b13a3a41481f9ce1e4b1c2bd737cfd9036b5c5d12e1f10c2e50b406cf36c49c01367081bc0372e93682b619889d642711da4a99b1ac4643d6ebb47c684233cef1909f70025c0120ec815b5c10d050be0e8061ce5b4a468609b0b0e5163e6016b182d1b61d1900aee0f43823410386de8f80b28c270e44523252dd5003c82820ee667f91c1ac430f1086f0318033f60ee130');
CREATE TABLE captures (
	capture      INTEGER PRIMARY KEY,
	sha256       TEXT NOT NULL UNIQUE,      -- of the bytes as served
	content_type TEXT NOT NULL,
	bytes        INTEGER NOT NULL,          -- before compression
	dictionary   INTEGER REFERENCES dictionaries, -- that it was packed with; NULL: none
	data         BLOB NOT NULL
, base INTEGER REFERENCES captures) STRICT;
INSERT INTO captures VALUES(789469731265673,'9686bb4ee150d1caaea0660736774a3d16b56854cfc81e6a2d9965ae5fe58f00','text/html',5939,1,X'28b52ffd65013316550000000154000c3030677301115be96e',NULL);
INSERT INTO captures VALUES(808789267846173,'4cb7897dd83ac0dcd8f9b92ebcde2100d2e270bdec7aa69c1b1321cb4e553d0e','text/html',5627,NULL,X'28b52ffd6501fb14a5010018e59b9b0e0094011fac560741408509c00efc871f1a570778a002cb74c0fceba41031a783e5391468c92f4013e486e75fd401020695e68c',3634197962019151);
INSERT INTO captures VALUES(2749389037464565,'9c7ddaf4d1b2f34245f7d7046e12a89beacf9ea55bd73ad9ee7f36f8115e9a6e','text/html',4665,3,X'28b52ffd65033911550000000154000c3036c22301f60ee130',NULL);
INSERT INTO captures VALUES(3634197962019151,'1bd4dba54797cc5e008190820d59ec38a8a20af6a9d3bbebdcabc2879e7e9b49','text/html',5627,2,X'28b52ffd6502fb14550000000154000c30f8e55f0180afbaef',NULL);
INSERT INTO captures VALUES(3927400198041325,'c0ef5417e6cc3bf9d9cbd6f24a623e1a8c8259c84fcdd24ba927941e10647ade','text/html',6316,1,X'28b52ffd6501ac171d280072fcd747e0ce6af0e94fff4c86196698a1ba627432cc61332d929f06bd1100a0177a15c839a1b9b646453981968ddcb6bfe96f6c4f3680c26800253f8c40e095da78e44f68c20c33cc8703dff765f00a04b8b81870f1658432461b191b17181deb3611a8303af03004c03851be926748090380b8a2784aaa29707aa883ce675d3fc3ed4c56716a65a7c616b7a8ecb42c5e80988ea10011a95f83f957cc9fb8fa8a4c8c62a59700e15d345e7402852a568733d34d94f49c9a6f7bf9dccb670911b7b8ddc90ddcb2f814ab7b29f93921767454bc0d4e4fb1ba11309eb5f239927f93f917dbe2c5b6a8b9ba0d4e37e1d2573730adc5ebc0c434ae6ed3ea2d6e6733f136379dc576f6061645a795eb59b86215ab93b17acbf51a14aadedfde6298894701db51bddf85e657ad173d20eb8900496144a35832bf7d4b3accd5d9999f7af9aa972e7a3ef44ec77d7253b45e58c750f4c4de9f238b6d265ef5fe958e12f362e8148a9e6dae7c3df905743cb9093537f6c9cd52efd307899aa3816d8eacaae749b7086a9e74e82472bae8d120776a967aa727f71828f92eb98af2326485a0b999c01b19bd72a75b047de0c0038102095e84091e0dbc051e1d0d0e74a8ebb941f60150b855d424c553a3d450f4a4fbe47a3d51f293ee116da234374d6aa9512025577528a240a6a93b4afd514bbdd7ef3471537ba113ada47f5f4e16a3c4bca84315ab7369f06d4a5fc9c13797f865f936ad9e7bf92e366e713b75f30f14ed785fb14e0e96c9c435b6f884eb458f085a9e5ce44392267d6a062850589eda339d5ce56bba2d94da2bb7ca4d7da26aba1f88a850d4388142bdead24b43d0116fab211eba7a5e8a963cf543d5de5eb9eaa9fc1441d43885a2c7849a9a971fb284a2e9673db77aa2e487fcf498f598453b9774fec60ceebcc15c92f2a8047e409d45a4fced4c0a819924e5d1cea388944b1c3a973a8f760ee9cc41ca230e521ec1ccb1f308cca5cedfcea0ce1b7a93b2069841704303fc5837d89603af524c3c07991f13f3671e7c8bdba964de55ebec0dbce106d754fc1408bf42857fddcee2a1d7689f6df5564a8729e92d6e3793f996aac3b8f437e655acae46fb24aed7308bdd99aec302665d4f138b89f9b71bbc72fd77bbc1342b3e8a8a9fe1761c60de85db79ef2b5eb99ec4f52cd8ce8bc697a079121ffc0cb7fbc0ea1b68f1dbb22322f503809020502218323432e40076a070bd023a5f2d544c0f43eeea1515450bbd302d2f81b4e08146005f83dc7d44511a85d70478c00032854363443d1fab0c3f0617079c100a95b2802d100473c23401c8868202fa419222803d23601ab6c1280200780c15e4051607057da6644a66888d99212f1c42ce60c02e3c81404d029d0d250a80eb0404177b8f01430ed5a05fd212c3850ccf3538d05a41e11eb1f225e69e88e52523019192bc78008c4186489e4c04dfeb60205dda008461c0c9320f227968c4f0a3d9018875b4ad20f9a2080b002f7848121d3401e24762830f2482c6063d96cfa9f8325ff109fb5f2f614a5008cd9d159e2f58647cc001cee214fe03b91410e784dbe31268436998f42a018add84e8399481775180dc51d2913428ce1be80e07b7888297c430f882da81766062a9314a4df9b083dda9db49a814af0d83d71de188a9c56254f64a02f5953d96aaee19f20865a6b72b586d1105b89b083cd5c03554033e8282d29dcf3456da56c34c709e3fc44ff1115cac32156b0ea60481bb85191a13c0d3cd1be7738d49263c74a3bb4375ab27855d3db92dc8e6a8b6066557963f',NULL);
CREATE TABLE runs (
	run       INTEGER PRIMARY KEY,
	command   TEXT NOT NULL,
	version   TEXT NOT NULL,
	started   TEXT NOT NULL,
	ended     TEXT,                         -- NULL: killed, or still running
	status    INTEGER,                      -- the exit status
	new       INTEGER NOT NULL DEFAULT 0,
	changed   INTEGER NOT NULL DEFAULT 0,
	unchanged INTEGER NOT NULL DEFAULT 0,
	gone      INTEGER NOT NULL DEFAULT 0,
	excerpt   INTEGER NOT NULL DEFAULT 0,
	failed    INTEGER NOT NULL DEFAULT 0,
	refused   INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO runs VALUES(1,'import','dev','2026-11-26T00:25:46+08:00','2026-11-26T00:25:46+08:00',0,1,0,0,0,0,0,0);
INSERT INTO runs VALUES(2,'import','dev','2026-11-26T00:25:46+08:00','2026-11-26T00:25:46+08:00',0,1,0,0,0,0,0,0);
INSERT INTO runs VALUES(3,'import','dev','2026-11-26T00:25:47+08:00','2026-11-26T00:25:47+08:00',0,1,0,0,0,0,0,0);
INSERT INTO runs VALUES(4,'import','dev','2026-11-26T00:25:47+08:00','2026-11-26T00:25:47+08:00',0,1,0,0,0,0,0,0);
INSERT INTO runs VALUES(5,'import','dev','2026-11-26T00:25:47+08:00','2026-11-26T00:25:47+08:00',0,0,1,0,0,0,0,0);
INSERT INTO runs VALUES(6,'import','dev','2026-11-26T00:25:47+08:00','2026-11-26T00:25:47+08:00',0,1,0,0,0,0,0,0);
INSERT INTO runs VALUES(7,'remove','dev','2026-11-26T00:25:47+08:00','2026-11-26T00:25:47+08:00',0,0,0,0,0,0,0,0);
CREATE TABLE hosts (
	origin        TEXT PRIMARY KEY,
	robots_status INTEGER NOT NULL DEFAULT 0, -- 0: not known
	robots        BLOB NOT NULL DEFAULT x'',
	robots_at     TEXT NOT NULL DEFAULT '',
	wait_until    TEXT NOT NULL DEFAULT ''    -- Retry-After
, failures INTEGER NOT NULL DEFAULT 0, misses INTEGER NOT NULL DEFAULT 0, fault TEXT NOT NULL DEFAULT '', since TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE about (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO about VALUES('fingerprint','1');
INSERT INTO about VALUES('schema','3');
INSERT INTO about VALUES('terms','2');
CREATE TABLE addresses (
	address INTEGER PRIMARY KEY,
	url     TEXT NOT NULL,             -- canonical; '' for saved pages that do not tell where they are from
	article INTEGER NOT NULL           -- the article that the address names; 0: none
) STRICT;
INSERT INTO addresses VALUES(3027624429604069,'',0);
CREATE TABLE sightings (
	address INTEGER NOT NULL REFERENCES addresses,
	at      TEXT NOT NULL,
	source  TEXT NOT NULL,             -- who vouches for the time: fetched, warc-date, metadata, singlefile, given, file-time …
	outcome TEXT NOT NULL CHECK (outcome IN ('page', 'unmodified', 'gone', 'absent', 'refused')),
	capture INTEGER NOT NULL DEFAULT 0, -- the page; of 'unmodified': the page that is still there; 0: none
	detail  TEXT NOT NULL DEFAULT '',
	run     INTEGER NOT NULL,
	PRIMARY KEY (address, at, source, outcome, capture)
) STRICT, WITHOUT ROWID;
INSERT INTO sightings VALUES(3027624429604069,'2026-03-10T08:00:00+08:00','given','page',789469731265673,'',1);
INSERT INTO sightings VALUES(3027624429604069,'2026-03-10T08:00:00+08:00','given','page',2749389037464565,'',3);
INSERT INTO sightings VALUES(3027624429604069,'2026-03-10T08:00:00+08:00','given','page',3634197962019151,'',2);
INSERT INTO sightings VALUES(3027624429604069,'2026-03-10T08:00:00+08:00','given','page',3927400198041325,'',4);
INSERT INTO sightings VALUES(3027624429604069,'2026-03-10T10:00:00+08:00','given','page',808789267846173,'',5);
CREATE TABLE texts (
	text INTEGER PRIMARY KEY,
	hash INTEGER NOT NULL,             -- of the body, to find it
	body TEXT NOT NULL
) STRICT;
INSERT INTO texts VALUES(1,2732943421650589,replace('社區圖書館向來只有一扇門，開門時間跟辦公室一樣。我認為，它應該有第二扇門。\n\n夜間開放不是奢侈\n\n上班的人只有晚上有空，若圖書館七時關門，書架等於鎖着。\n\n錢從何來\n\n夜間只需開放一層，人手可由義工補足。\n\n（編者按：文中的開放時間以今年一月的資料為準。）\n\n讓書架開着燈，城市就多一個去處。','\n',char(10)));
INSERT INTO texts VALUES(2,833799207638467,replace('【12:30更新】今年環島跑清早起步，逾三千人參加，大會說秩序良好。\n\n【10:05更新】\n\n首名跑手在兩小時內完成。\n\n【08:00更新】\n\n大會在起點設六個水站，並提醒跑手補水【詳情按此】。','\n',char(10)));
INSERT INTO texts VALUES(3,1467055409499581,replace('某某地產（9901）公布全年業績，盈利按年升一成，末期息維持兩角。\n\n集團說，租金收入平穩，出租率九成五。\n\n今年開支會增加\n\n管理層預期，維修開支今年會增加。','\n',char(10)));
INSERT INTO texts VALUES(4,2369233765920343,'有人說散步是最便宜的會議。昨天傍晚，兩名區議員在海旁走了一小時，據說談成了三件事。');
INSERT INTO texts VALUES(5,1730717724819225,replace('【12:30更新】今年環島跑清早起步，逾四千人參加，大會說秩序良好。\n\n【10:05更新】\n\n首名跑手在兩小時內完成。\n\n【08:00更新】\n\n大會在起點設六個水站，並提醒跑手補水【詳情按此】。','\n',char(10)));
CREATE TABLE readings (
	reading INTEGER PRIMARY KEY,
	capture INTEGER NOT NULL REFERENCES captures,
	address INTEGER NOT NULL REFERENCES addresses,
	run     INTEGER NOT NULL,          -- whose program read it
	article INTEGER NOT NULL,          -- the article that the page holds; 0: none
	refusal TEXT NOT NULL,             -- why it holds none
	sha256  TEXT NOT NULL,             -- fingerprint of what a reader sees of the article
	access  TEXT NOT NULL,
	title   TEXT NOT NULL,
	text    INTEGER,                   -- in texts; not declared so: SQLite looked it up at a third of the cost of an import
	fields  TEXT NOT NULL,             -- the rest of the article, as JSON
	UNIQUE (capture, address)
) STRICT;
INSERT INTO readings VALUES(1,789469731265673,3027624429604069,1,17727264010011,'','d98330ee2da6f11bd1b69db4582e0cd49dab9bf9685258767bc049f5862c1100','full','方靜文：社區圖書館的第二扇門',1,'{"id":"1772726401001","edition":"pns","url":"https://news.mingpao.com/pns/%e8%a7%80%e9%bb%9e/article/20260306/s00012/1772726401001","section":"觀點","section_code":"s00012","title":"方靜文：社區圖書館的第二扇門","authors":["方靜文"],"author_note":"作者是社區設計師","column":"","credits":[],"published":"2026-03-06","access":"full","language":"zh-Hant","keywords":["方靜文"],"lead_marker":"明報文章","images":[],"videos":[],"layout":"news","kinds":["paragraph","heading","paragraph","heading","paragraph","paragraph","paragraph"]}');
INSERT INTO readings VALUES(2,3634197962019151,3027624429604069,5,17725000000012,'','0a594bb9f8ad5951862cd312d258f2f683ad0f5ec981dbc01c5d6650771344ea','full','環島跑｜清早起步 逾三千人參加',2,'{"id":"1772500000001","edition":"ins","url":"https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260303/s00001/1772500000001","section":"即時港聞","section_code":"s00001","title":"環島跑｜清早起步 逾三千人參加","authors":[],"author_note":"","column":"","credits":[],"published":"2026-03-03T12:41:00+08:00","access":"full","language":"zh-Hant","keywords":["環島跑"],"lead_marker":"","images":[{"url":"https://fs.mingpao.com/ins/20260303/s00001/0000000000000000000000000000000a.jpg","caption":"首名跑手衝線。（石徑攝）"}],"videos":[],"layout":"news","kinds":["paragraph","heading","paragraph","heading","paragraph"]}');
INSERT INTO readings VALUES(3,2749389037464565,3027624429604069,3,17724360000013,'','99285ecbeeb48f1ddbb9c15f0d4831454ea1f0f5bd472e144f6b9c016eb91173','full','某某地產全年多賺一成 末期息不變',3,'{"id":"1772436000001","edition":"fin","url":"https://finance.mingpao.com/fin/instantf/20260302/1772436000001","section":"即時財經新聞","section_code":"instantf","title":"某某地產全年多賺一成 末期息不變","authors":[],"author_note":"","column":"","credits":[],"published":"2026-03-02T17:38:00+08:00","access":"full","language":"zh-Hant","keywords":["某某地產","業績","編輯推介"],"lead_marker":"","images":[{"url":"https://fs.mingpao.com/fin/20260302/s00010/00000000000000000000000000000015.jpg","caption":"某某地產全年多賺一成"}],"videos":[],"layout":"finance","kinds":["paragraph","paragraph","heading","paragraph"]}');
INSERT INTO readings VALUES(4,3927400198041325,3027624429604069,4,17728128010011,'','98833656deaef8e96b114eb8f664a3253003b5322b12ccb40ab7351dc3b1d0cb','excerpt','聞風筆動：散步比開會有用 ／文：李路人',4,'{"id":"1772812801001","edition":"pns","url":"https://news.mingpao.com/pns/%e8%a7%80%e9%bb%9e/article/20260307/s00012/1772812801001","section":"觀點","section_code":"s00012","title":"聞風筆動：散步比開會有用 ／文：李路人","authors":["李路人"],"author_note":"","column":"聞風筆動","credits":[],"published":"2026-03-07","access":"excerpt","language":"zh-Hant","keywords":["李路人"],"lead_marker":"明報文章","images":[],"videos":[],"layout":"news","kinds":["paragraph"]}');
INSERT INTO readings VALUES(5,808789267846173,3027624429604069,5,17725000000012,'','02aea49358f1e3bc8c8013bcc4d152ffe6993d584e7ebee23e0eb9f82a732807','full','環島跑｜清早起步 逾四千人參加',5,'{"id":"1772500000001","edition":"ins","url":"https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260303/s00001/1772500000001","section":"即時港聞","section_code":"s00001","title":"環島跑｜清早起步 逾四千人參加","authors":[],"author_note":"","column":"","credits":[],"published":"2026-03-03T12:41:00+08:00","access":"full","language":"zh-Hant","keywords":["環島跑"],"lead_marker":"","images":[{"url":"https://fs.mingpao.com/ins/20260303/s00001/0000000000000000000000000000000a.jpg","caption":"首名跑手衝線。（石徑攝）"}],"videos":[],"layout":"news","kinds":["paragraph","heading","paragraph","heading","paragraph"]}');
CREATE TABLE removed (
	article INTEGER PRIMARY KEY,
	edition TEXT NOT NULL,
	id      TEXT NOT NULL,
	at      TEXT NOT NULL,
	reason  TEXT NOT NULL
) STRICT;
INSERT INTO removed VALUES(17723808010011,'pns','1772380801001','2026-11-26T00:25:47+08:00','');
CREATE TABLE failures (
	failure INTEGER PRIMARY KEY,
	run     INTEGER NOT NULL,
	page    INTEGER NOT NULL REFERENCES pages,
	at      TEXT NOT NULL,
	outcome TEXT NOT NULL,             -- failed, refused
	detail  TEXT NOT NULL
) STRICT;
CREATE TABLE heads (
	article      INTEGER PRIMARY KEY,
	edition      TEXT NOT NULL,
	id           TEXT NOT NULL,
	section      TEXT NOT NULL,
	section_code TEXT NOT NULL,
	title        TEXT NOT NULL,
	"column"     TEXT NOT NULL,
	published    TEXT NOT NULL,
	access       TEXT NOT NULL,
	revision     INTEGER NOT NULL,
	first_seen   TEXT NOT NULL,
	changed      TEXT NOT NULL,
	last_seen    TEXT NOT NULL,
	gone         TEXT,
	capture      INTEGER NOT NULL,
	address      INTEGER NOT NULL,
	text         INTEGER NOT NULL
) STRICT;
INSERT INTO heads VALUES(17724360000013,'fin','1772436000001','即時財經新聞','instantf','某某地產全年多賺一成 末期息不變','','2026-03-02T17:38:00+08:00','full',1,'2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00',NULL,2749389037464565,3027624429604069,3);
INSERT INTO heads VALUES(17725000000012,'ins','1772500000001','即時港聞','s00001','環島跑｜清早起步 逾四千人參加','','2026-03-03T12:41:00+08:00','full',2,'2026-03-10T08:00:00+08:00','2026-03-10T10:00:00+08:00','2026-03-10T10:00:00+08:00',NULL,808789267846173,3027624429604069,5);
INSERT INTO heads VALUES(17727264010011,'pns','1772726401001','觀點','s00012','方靜文：社區圖書館的第二扇門','','2026-03-06','full',1,'2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00',NULL,789469731265673,3027624429604069,1);
INSERT INTO heads VALUES(17728128010011,'pns','1772812801001','觀點','s00012','聞風筆動：散步比開會有用 ／文：李路人','聞風筆動','2026-03-07','excerpt',1,'2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00',NULL,3927400198041325,3027624429604069,4);
CREATE TABLE versions (
	article   INTEGER NOT NULL,
	revision  INTEGER NOT NULL,        -- 1, 2, 3 …
	seen      TEXT NOT NULL,           -- first
	last_seen TEXT NOT NULL,
	sightings INTEGER NOT NULL,
	cause     TEXT NOT NULL CHECK (cause IN ('new', 'changed')),
	capture   INTEGER NOT NULL,
	address   INTEGER NOT NULL,
	PRIMARY KEY (article, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO versions VALUES(17724360000013,1,'2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00',1,'new',2749389037464565,3027624429604069);
INSERT INTO versions VALUES(17725000000012,1,'2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00',1,'new',3634197962019151,3027624429604069);
INSERT INTO versions VALUES(17725000000012,2,'2026-03-10T10:00:00+08:00','2026-03-10T10:00:00+08:00',1,'changed',808789267846173,3027624429604069);
INSERT INTO versions VALUES(17727264010011,1,'2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00',1,'new',789469731265673,3027624429604069);
INSERT INTO versions VALUES(17728128010011,1,'2026-03-10T08:00:00+08:00','2026-03-10T08:00:00+08:00',1,'new',3927400198041325,3027624429604069);
CREATE TABLE authors (
	article  INTEGER NOT NULL,
	position INTEGER NOT NULL,
	name     TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
INSERT INTO authors VALUES(17727264010011,0,'方靜文');
INSERT INTO authors VALUES(17728128010011,0,'李路人');
CREATE TABLE keywords (
	article  INTEGER NOT NULL,
	position INTEGER NOT NULL,
	keyword  TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
INSERT INTO keywords VALUES(17727264010011,0,'方靜文');
INSERT INTO keywords VALUES(17728128010011,0,'李路人');
INSERT INTO keywords VALUES(17724360000013,0,'某某地產');
INSERT INTO keywords VALUES(17724360000013,1,'業績');
INSERT INTO keywords VALUES(17725000000012,0,'環島跑');
INSERT INTO keywords VALUES(17724360000013,2,'編輯推介');
CREATE TABLE images (
	article  INTEGER NOT NULL,
	position INTEGER NOT NULL,
	url      TEXT NOT NULL,
	caption  TEXT NOT NULL,
	PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
INSERT INTO images VALUES(17724360000013,0,'https://fs.mingpao.com/fin/20260302/s00010/00000000000000000000000000000015.jpg','某某地產全年多賺一成');
INSERT INTO images VALUES(17725000000012,0,'https://fs.mingpao.com/ins/20260303/s00001/0000000000000000000000000000000a.jpg','首名跑手衝線。（石徑攝）');
CREATE TABLE aliases (
	edition TEXT NOT NULL,
	id      TEXT NOT NULL,
	article INTEGER NOT NULL,
	seen    TEXT NOT NULL,
	PRIMARY KEY (edition, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE folds (
	character TEXT PRIMARY KEY,
	folded    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO folds VALUES('裡',' 裏 ');
INSERT INTO folds VALUES('，','  ');
CREATE TABLE indexed (
	docid   INTEGER PRIMARY KEY,
	article INTEGER NOT NULL UNIQUE
) STRICT;
INSERT INTO "indexed" VALUES(1,17727264010011);
INSERT INTO "indexed" VALUES(2,17725000000012);
INSERT INTO "indexed" VALUES(3,17724360000013);
INSERT INTO "indexed" VALUES(4,17728128010011);
CREATE TABLE sources (
	kind          TEXT NOT NULL,               -- feed, list
	edition       TEXT NOT NULL,
	code          TEXT NOT NULL,               -- of the section; all: the whole edition
	url           TEXT NOT NULL DEFAULT '',    -- that the validators are of
	etag          TEXT NOT NULL DEFAULT '',
	last_modified TEXT NOT NULL DEFAULT '',
	asked         TEXT,
	answered      TEXT,                        -- the last answer that was understood
	whole         TEXT,                        -- the last of them with a body
	news          TEXT,                        -- the last new article
	alone         TEXT,                        -- the last article that no other list had named in time
	entries       INTEGER NOT NULL DEFAULT 0,  -- of the last whole answer
	reach         TEXT NOT NULL DEFAULT '',    -- the oldest issue in it
	failures      INTEGER NOT NULL DEFAULT 0,  -- in a row
	failing_since TEXT,
	fault         TEXT NOT NULL DEFAULT '',    -- why; '': it answers
	note          TEXT NOT NULL DEFAULT '',    -- what of the last answer was not understood
	interval      INTEGER NOT NULL DEFAULT 0,  -- seconds
	due           TEXT,
	PRIMARY KEY (kind, edition, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE requests (
	host TEXT NOT NULL,
	day  TEXT NOT NULL,
	n    INTEGER NOT NULL,
	last TEXT NOT NULL,
	PRIMARY KEY (host, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE coverage (
	edition TEXT NOT NULL,
	code    TEXT NOT NULL,
	day     TEXT NOT NULL,
	"read"  TEXT NOT NULL,
	PRIMARY KEY (edition, code, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE orders (
	number   INTEGER PRIMARY KEY,
	reason   TEXT NOT NULL CHECK (reason IN ('asked', 'gap')),
	from_day TEXT NOT NULL,
	to_day   TEXT NOT NULL,
	sections TEXT NOT NULL,      -- JSON: ["pns/s00001"]; []: all
	made     TEXT NOT NULL,
	next_day TEXT NOT NULL,      -- the newest day that has no tasks yet
	ended    TEXT,
	cancelled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE tasks (
	number   INTEGER NOT NULL REFERENCES orders,
	day      TEXT NOT NULL,
	edition  TEXT NOT NULL,
	code     TEXT NOT NULL,
	done     TEXT,               -- when; NULL: not yet
	attempts INTEGER NOT NULL DEFAULT 0,
	due      TEXT NOT NULL,
	fault    TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (number, day, edition, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE troubles (
	trouble TEXT PRIMARY KEY,
	since   TEXT NOT NULL,
	told    TEXT NOT NULL,
	line    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE accepted (
	text TEXT PRIMARY KEY,
	at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts4 (content="search_text", title, body, tokenize=unicode61 "remove_diacritics=0", matchinfo=fts3);
CREATE INDEX pages_due ON pages (due) WHERE due IS NOT NULL;
CREATE INDEX addresses_article ON addresses (article);
CREATE INDEX captures_dictionary ON captures (dictionary);
CREATE INDEX captures_base ON captures (base) WHERE base IS NOT NULL;
CREATE INDEX sightings_capture ON sightings (capture, address);
CREATE INDEX sightings_at ON sightings (at);
CREATE INDEX texts_hash ON texts (hash);
CREATE INDEX readings_article ON readings (article);
CREATE INDEX readings_text ON readings (text);
CREATE INDEX failures_at ON failures (at);
CREATE INDEX failures_page ON failures (page);
CREATE UNIQUE INDEX heads_id ON heads (id, edition);
CREATE INDEX heads_published ON heads (published DESC, edition, section_code, id);
CREATE INDEX heads_section ON heads (edition, section_code, published);
CREATE INDEX heads_day ON heads (substr(published, 1, 10), edition, section_code, section, published);
CREATE INDEX heads_first_seen ON heads (first_seen);
CREATE INDEX heads_changed ON heads (changed) WHERE revision > 1;
CREATE INDEX heads_gone ON heads (gone) WHERE gone IS NOT NULL;
CREATE INDEX heads_column ON heads ("column", published) WHERE "column" <> '';
CREATE INDEX versions_seen ON versions (seen);
CREATE INDEX authors_name ON authors (name);
CREATE INDEX keywords_keyword ON keywords (keyword);
CREATE INDEX aliases_article ON aliases (article);
CREATE INDEX aliases_id ON aliases (id);
CREATE INDEX pages_listed ON pages (listed_edition, listed_code, issue);
CREATE INDEX pages_issue ON pages (issue);
CREATE INDEX pages_failing ON pages (failing) WHERE failing IS NOT NULL;
CREATE INDEX pages_missing ON pages (missing) WHERE missing IS NOT NULL;
CREATE INDEX listings_source ON listings (source, seen);
CREATE INDEX coverage_day ON coverage (day);
CREATE INDEX tasks_open ON tasks (due) WHERE done IS NULL;
CREATE INDEX tasks_day ON tasks (edition, code, day) WHERE done IS NULL;
CREATE VIEW articles AS
	SELECT h.article, h.edition, h.id, json_extract(r.fields, '$.url') AS url, h.section, h.section_code, h.title, json_extract(r.fields, '$.authors') AS authors,
		json_extract(r.fields, '$.author_note') AS author_note, h."column", json_extract(r.fields, '$.credits') AS credits, h.published, h.access,
		json_extract(r.fields, '$.language') AS language, json_extract(r.fields, '$.keywords') AS keywords,
		json_extract(r.fields, '$.lead_marker') AS lead_marker, t.body,
		(SELECT json_group_array(json_object('kind', kind.value, 'text', line.value))
			FROM json_each(r.fields, '$.kinds') AS kind
			JOIN json_each('[' || replace(json_quote(replace(t.body, char(10, 10), char(30))), '\u001e', '","') || ']') AS line
				ON line.key = kind.key) AS blocks,
		json_extract(r.fields, '$.images') AS images, json_extract(r.fields, '$.videos') AS videos,
		json_extract(r.fields, '$.layout') AS layout, h.revision, h.first_seen, h.changed, h.last_seen, h.gone
	FROM heads AS h JOIN readings AS r USING (capture, address) JOIN texts AS t ON t.text = h.text;
CREATE VIEW revisions AS
	SELECT v.article, v.revision, v.seen, v.cause, r.sha256, v.capture, r.title, t.body, r.fields, v.last_seen, v.sightings,
		(SELECT version FROM runs WHERE runs.run = r.run) AS program
	FROM versions AS v JOIN readings AS r USING (capture, address) JOIN texts AS t USING (text);
CREATE VIEW search_text AS
	SELECT docid AS rowid,
		(WITH RECURSIVE cut (rest, c) AS (SELECT title, '' UNION ALL SELECT substr(rest, 2), substr(rest, 1, 1) FROM cut WHERE rest <> '')
			SELECT group_concat(coalesce(folded, CASE WHEN unicode(c) >= 11904 THEN ' ' || c || ' ' ELSE c END), '')
			FROM cut LEFT JOIN folds ON character = c) AS title,
		(WITH RECURSIVE cut (rest, c) AS (SELECT body, '' UNION ALL SELECT substr(rest, 2), substr(rest, 1, 1) FROM cut WHERE rest <> '')
			SELECT group_concat(coalesce(folded, CASE WHEN unicode(c) >= 11904 THEN ' ' || c || ' ' ELSE c END), '')
			FROM cut LEFT JOIN folds ON character = c) AS body
	FROM indexed JOIN heads USING (article) JOIN texts USING (text);
INSERT INTO search (search) VALUES ('rebuild');
COMMIT;
