from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conference', '0040_zone_has_no_default'),
    ]

    operations = [
        migrations.AddField(
            model_name='auditentry',
            name='redacted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='values withheld since'),
        ),
    ]
