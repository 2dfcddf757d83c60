"""One small letter in all six languages: the English and the Italian version are those of small_letters."""

from __future__ import annotations

from small_letters import EN, IT

FR = """Open Hands Committee
4 Mill Lane, Leeds LS1 4AB

Leeds, le 3 mai 2024

Monsieur Peter Novak
Ministre de la Justice
12, rue du Château
1000 Ljubljana

Objet : détention d'Ana Kovač

Monsieur le Ministre,

Je vous écris au sujet d'Ana Kovač, une enseignante de Celje. Elle a été arrêtée le 14 mars par des hommes qui n'ont montré aucun mandat. Sa mère n'a pas été autorisée à lui rendre visite en prison.

Selon plusieurs témoins, la police l'a battue pendant la première nuit. Un médecin a vu les blessures sur son dos et a rédigé un rapport. Le juge a refusé de lire ce rapport à l'audience.

La loi de votre pays interdit la torture sans aucune exception. Environ 2 500 personnes ont signé notre pétition pour sa libération.

Nous vous demandons donc :

• de libérer Ana Kovač immédiatement et sans conditions ;
• d'ouvrir une enquête indépendante sur les coups qu'elle a reçus ;
• de permettre à sa famille et à son avocat de lui rendre visite.

Je vous remercie de l'attention que vous accorderez à cette lettre.

Veuillez agréer l'expression de ma haute considération.

Mary Bell
Secrétaire

Open Hands Committee est une organisation indépendante qui défend depuis trente ans les droits des détenus.
"""
ES = """Open Hands Committee
4 Mill Lane, Leeds LS1 4AB

Leeds, 3 de mayo de 2024

Sr. Peter Novak
Ministro de Justicia
Calle del Castillo 12
1000 Liubliana

Asunto: detención de Ana Kovač

Señor Ministro:

Le escribo acerca de Ana Kovač, una maestra de Celje. Fue detenida el 14 de marzo por hombres que no mostraron ninguna orden judicial. A su madre no se le ha permitido visitarla en la cárcel.

Según varios testigos, la policía la golpeó durante la primera noche. Un médico vio las heridas en su espalda y redactó un informe. El juez se negó a leer este informe en la audiencia.

La ley de su país prohíbe la tortura sin ninguna excepción. Unas 2500 personas han firmado nuestra petición por su liberación.

Por ello le pedimos:

• que libere a Ana Kovač de inmediato y sin condiciones;
• que abra una investigación independiente sobre los golpes;
• que permita a su familia y a su abogado visitarla.

Le agradezco la atención que prestará a esta carta.

Atentamente,

Mary Bell
Secretaria

Open Hands Committee es una organización independiente que desde hace treinta años defiende los derechos de los presos.
"""
DE = """Open Hands Committee
4 Mill Lane, Leeds LS1 4AB

Leeds, den 3. Mai 2024

Herrn Peter Novak
Minister der Justiz
Schlossstraße 12
1000 Laibach

Betreff: Haft von Ana Kovač

Sehr geehrter Herr Minister,

ich schreibe Ihnen wegen Ana Kovač, einer Lehrerin aus Celje. Sie wurde am 14. März von Männern festgenommen, die keinen Haftbefehl vorzeigten. Ihre Mutter darf sie im Gefängnis nicht besuchen.

Nach Angaben mehrerer Zeugen hat die Polizei sie in der ersten Nacht geschlagen. Ein Arzt sah die Wunden auf ihrem Rücken und schrieb ein Gutachten. Der Richter weigerte sich, dieses Gutachten in der Verhandlung zu verlesen.

Das Gesetz Ihres Landes verbietet die Folter ohne jede Ausnahme. Etwa 2.500 Menschen haben unsere Petition für ihre Freilassung unterschrieben.

Wir bitten Sie daher:

• Ana Kovač sofort und bedingungslos freizulassen;
• eine unabhängige Untersuchung der Schläge einzuleiten;
• ihrer Familie und ihrem Anwalt zu erlauben, sie zu besuchen.

Ich danke Ihnen für die Aufmerksamkeit, die Sie diesem Brief schenken.

Mit freundlichen Grüßen

Mary Bell
Sekretärin

Open Hands Committee ist eine unabhängige Organisation, die seit dreißig Jahren die Rechte von Gefangenen verteidigt.
"""
PT = """Open Hands Committee
4 Mill Lane, Leeds LS1 4AB

Leeds, 3 de maio de 2024

Exmo. Senhor Peter Novak
Ministro da Justiça
Rua do Castelo 12
1000 Liubliana

Assunto: detenção de Ana Kovač

Senhor Ministro,

Escrevo-lhe a propósito de Ana Kovač, uma professora de Celje. Ela foi detida no dia 14 de março por homens que não mostraram nenhum mandado. A sua mãe não foi autorizada a visitá-la na prisão.

Segundo várias testemunhas, a polícia espancou-a durante a primeira noite. Um médico viu as feridas nas suas costas e escreveu um relatório. O juiz recusou-se a ler esse relatório na audiência.

A lei do seu país proíbe a tortura sem qualquer exceção. Cerca de 2500 pessoas assinaram a nossa petição pela sua libertação.

Pedimos-lhe por isso:

• que liberte Ana Kovač imediatamente e sem condições;
• que abra uma investigação independente sobre os espancamentos;
• que permita à sua família e ao seu advogado visitá-la.

Agradeço-lhe a atenção que dedicará a esta carta.

Com os melhores cumprimentos,

Mary Bell
Secretária

Open Hands Committee é uma organização independente que há trinta anos defende os direitos dos presos.
"""
SIX = {"en": EN, "it": IT, "fr": FR, "es": ES, "de": DE, "pt": PT}
