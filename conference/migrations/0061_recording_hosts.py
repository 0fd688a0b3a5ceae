from django.db import migrations

import conference.fields
import conference.models.conference


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0060_acts_of_procedure'),
    ]

    operations = [
        migrations.AddField(
            model_name='conference',
            name='recording_hosts',
            field=conference.fields.Prose(blank=True, default='media.un.org\nwebtv.un.org\nconf.unog.ch\nwww.youtube.com\nyoutu.be\nvimeo.com\nwww.ilo.org\nwww.who.int\nwww.wipo.int\n', help_text='The sites to which links to the webcast and to recordings may lead, one a line, such as media.un.org. A recording whose site is taken out is no longer shown.', max_length=2000, validators=[conference.models.conference.validate_hosts], verbose_name='hosts of recordings'),
        ),
    ]
